import type { CDPSession, Page } from 'playwright';
import { scheduleId, type NewWord, type Schedule, type Word } from '#lib/db/word-rows.ts';
import { wordKey } from '#lib/words/identity.ts';
import { newSchedule, remember } from '#lib/words/scheduling.ts';
import { searchTokens } from '#lib/words/search-tokens.ts';
import { launchPatter } from '#tests/helpers/chromium.ts';
import { median, table } from './report.ts';

/*
 * What the panel's main thread has to do for the learner's words: to open Words, to search them, to start a review. With
 * few and with very many of them, of which a thousand are due.
 */

const rounds = 5;
const sizes = [100, 50_000];
const mostDue = 1_000;
const day = 24 * 60 * 60 * 1000;

const rows: string[][] = [];
for (const size of sizes) {
  const patter = await launchPatter();
  try {
    const page = await patter.openPanel();
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    await fill(page, size);
    await page.close();
    const measured: Record<'open' | 'exact' | 'broad' | 'review', number[]> = {
      open: [],
      exact: [],
      broad: [],
      review: [],
    };
    for (let round = 0; round < rounds; round += 1) {
      const panel = await patter.openPanel();
      await panel.getByRole('textbox', { name: 'Message' }).waitFor();
      const cdp = await panel.context().newCDPSession(panel);
      await cdp.send('Performance.enable');
      const steps: Record<keyof typeof measured, Step> = {
        open: { press: '.rooms a[href="#/words"]', shows: '.words-review:enabled', text: /\d[^]*palabra0 / },
        exact: { type: 'palabra42', shows: '.word-lemma', text: /words? palabra42 / },
        broad: { type: 'vimos p', shows: '.word-lemma', text: /palabra0 [^]*palabra1 / },
        review: { press: '.words-review', shows: '.review-reveal', text: /divertida/ },
      };
      for (const [name, step] of Object.entries(steps)) {
        measured[name as keyof typeof measured].push(await work(cdp, () => take(panel, step)));
      }
      await panel.close();
    }
    const shown = (times: number[]): string => `${median(times).toFixed(0)} ms`;
    rows.push([
      size.toLocaleString('en'),
      shown(measured.open),
      shown(measured.exact),
      shown(measured.broad),
      shown(measured.review),
    ]);
  } finally {
    await patter.close();
  }
}
console.log('Main-thread work of the panel, the median of', rounds, 'fresh ones:\n');
console.log(table(['words', 'open Words', 'search for one', 'search that finds all', 'start a review'], rows));

interface Step {
  /** What is pressed, or what is typed into the search. */
  press?: string;
  type?: string;
  /** What is there when it is done, and what the page says then. */
  shows: string;
  text: RegExp;
}

/** Does something in the page and waits for what comes of it, without this process asking for it over and over. */
async function take(page: Page, { press = '', type, shows, text }: Step): Promise<void> {
  await page.evaluate(
    async (step) => {
      const said = new RegExp(step.text, 'u');
      const isThere = (): boolean => document.querySelector(step.shows) !== null && said.test(textOf());
      const textOf = (): string =>
        [...document.querySelectorAll('.words-review, .word-lemma, .review-card')]
          .map((element) => `${element.textContent} `)
          .join('');
      const shown = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!isThere()) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      });
      const field = document.querySelector<HTMLInputElement>('.words-search');
      if (step.type === undefined || field === null) {
        document.querySelector<HTMLElement>(step.press)?.click();
      } else {
        // React watches the property itself.
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, step.type);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
      await shown;
    },
    { press, type, shows, text: text.source },
  );
}

/** What the page's main thread was busy with while something was done and until it rested, in milliseconds. */
async function work(cdp: CDPSession, act: () => Promise<void>): Promise<number> {
  const busy = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const before = await busy();
  await act();
  // At rest: no more than the asking itself costs.
  let latest = await busy();
  for (let quiet = 0; quiet < 3;) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    const now = await busy();
    quiet = now - latest < 0.002 ? quiet + 1 : 0;
    latest = now;
  }
  return (latest - before) * 1000;
}

function libraryOf(size: number, now: number): { word: Word; cards: Schedule[] }[] {
  return Array.from({ length: size }, (_, index) => {
    const id = `word-${index}`;
    const met: NewWord = {
      language: 'es',
      learnerLanguage: 'en',
      lemma: `palabra${index}`,
      partOfSpeech: 'noun',
      translation: `meaning ${index}`,
      surface: `palabra${index}`,
      sentence: `Ayer vimos una palabra${index} muy divertida en el cine.`,
    };
    const createdAt = now - index * 1000;
    const word: Word = {
      ...met,
      id,
      key: wordKey(met),
      state: 'learning',
      createdAt,
      deletedAt: 0,
      tokens: searchTokens(met),
    };
    const due = index < mostDue;
    const asked = remember(newSchedule(id, 'recognise', 'es', now - 30 * day), 4, now - 30 * day, 90);
    const cards = (['recognise', 'produce', 'cloze'] as const).map((kind): Schedule => {
      const shownFrom = due ? asked.due : now + (1 + (index % 60)) * day;
      const own = { id: scheduleId(id, kind), wordId: id, kind, language: 'es', suspended: 0, shownFrom } as const;
      return Object.assign({}, asked, own, { due: shownFrom });
    });
    return { word, cards };
  });
}

async function fill(page: Page, size: number): Promise<void> {
  const library = libraryOf(size, Date.now());
  for (let from = 0; from < library.length; from += 2_000) {
    await page.evaluate(
      async (part) => {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const open = indexedDB.open('patter');
          open.addEventListener('success', () => resolve(open.result));
          open.addEventListener('error', () => reject(open.error ?? new Error('no database')));
        });
        const filling = database.transaction(['words', 'schedules'], 'readwrite');
        for (const { word, cards } of part) {
          filling.objectStore('words').put(word);
          for (const card of cards) filling.objectStore('schedules').put(card);
        }
        await new Promise((resolve) => {
          filling.addEventListener('complete', resolve);
        });
        database.close();
      },
      library.slice(from, from + 2_000),
    );
  }
}
