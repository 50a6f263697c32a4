import type { Page } from 'playwright';
import { launchPatter } from '#tests/helpers/chromium.ts';
import { fillHistory, fillWords } from './library.ts';
import { mainThreadWork } from './main-thread.ts';
import { median, table } from './report.ts';

/*
 * What the panel's main thread has to do for the learner's words: to open Words, to search them, to start a review, to
 * open Progress. With few and with very many of them, of which a thousand are due, and of messages and answers.
 */

const rounds = 5;
const sizes = [
  { words: 100, messages: 20 },
  { words: 50_000, messages: 10_000 },
];

const rows: string[][] = [];
for (const { words, messages } of sizes) {
  const patter = await launchPatter();
  try {
    const page = await patter.openPanel();
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    await fillWords(page, words);
    await fillHistory(page, messages);
    await page.close();
    const measured: Record<'open' | 'exact' | 'broad' | 'review' | 'progress', number[]> = {
      open: [],
      exact: [],
      broad: [],
      review: [],
      progress: [],
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
        progress: { press: '.rooms a[href="#/progress"]', shows: '.day-map', text: /words known/ },
      };
      for (const [name, step] of Object.entries(steps)) {
        measured[name as keyof typeof measured].push(await mainThreadWork(cdp, () => take(panel, step)));
      }
      await panel.close();
    }
    const shown = (times: number[]): string => `${median(times).toFixed(0)} ms`;
    rows.push([
      words.toLocaleString('en'),
      messages.toLocaleString('en'),
      shown(measured.open),
      shown(measured.exact),
      shown(measured.broad),
      shown(measured.review),
      shown(measured.progress),
    ]);
  } finally {
    await patter.close();
  }
}
const columns = [
  'words',
  'messages',
  'open Words',
  'search for one',
  'that finds all',
  'start a review',
  'open Progress',
];
console.log('Main-thread work of the panel, the median of', rounds, 'fresh ones:\n');
console.log(table(columns, rows));

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
        [...document.querySelectorAll('.words-review, .word-lemma, .review-card, .tiles')]
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
