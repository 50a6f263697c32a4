import type { Page } from 'playwright';
import { launchPatter } from '#tests/helpers/chromium.ts';
import { fillHistory, fillWords } from './library.ts';
import { mainThreadWork } from './main-thread.ts';
import { median, table } from './report.ts';

/*
 * What the panel's main thread has to do for the learner's words: to open Words, to put them in order, to search them, to
 * start a review, to open Progress. With few and with very many of them, of which a thousand are due, and of messages and
 * answers.
 */

const rounds = 5;
const sizes = [
  { words: 100, messages: 20 },
  { words: 50_000, messages: 10_000 },
];

const ordered = '.word-list[aria-busy=false]';
const steps: readonly Step[] = [
  { name: 'open Words', press: '.rooms a[href="#/words"]', shows: '.words-review:enabled', text: /\d[^]*palabra0 / },
  { name: 'by alphabet', choose: 'alphabet', shows: ordered, text: /words? palabra0 palabra1 / },
  { name: 'due first', choose: 'due', shows: ordered, text: /words? palabra0 palabra1 / },
  { name: 'hardest first', choose: 'hardest', shows: ordered, text: /words? palabra0 palabra1 / },
  { name: 'newest first', choose: 'usual', shows: ordered, text: /words? palabra0 palabra1 / },
  { name: 'search for one', type: 'palabra42', shows: '.word-lemma', text: /words? palabra42 / },
  { name: 'search that finds all', type: 'vimos p', shows: '.word-lemma', text: /palabra0 [^]*palabra1 / },
  { name: 'start a review', press: '.words-review', shows: '.review-reveal', text: /divertida/ },
  { name: 'open Progress', press: '.rooms a[href="#/progress"]', shows: '.day-map', text: /words known/ },
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
    const measured = new Map<string, number[]>();
    for (let round = 0; round < rounds; round += 1) {
      const panel = await patter.openPanel();
      await panel.getByRole('textbox', { name: 'Message' }).waitFor();
      const cdp = await panel.context().newCDPSession(panel);
      await cdp.send('Performance.enable');
      for (const { name, ...step } of steps) {
        const work = await mainThreadWork(cdp, () => take(panel, step));
        measured.set(name, [...(measured.get(name) ?? []), work]);
      }
      await panel.close();
    }
    const times = steps.map(({ name }) => `${median(measured.get(name) ?? []).toFixed(0)} ms`);
    rows.push([words.toLocaleString('en'), messages.toLocaleString('en'), ...times]);
  } finally {
    await patter.close();
  }
}
console.log('Main-thread work of the panel, the median of', rounds, 'fresh ones:\n');
console.log(table(['words', 'messages', ...steps.map(({ name }) => name)], rows));

interface Step {
  name: string;
  /** What is pressed, what is chosen as the order, or what is typed into the search. */
  press?: string;
  choose?: string;
  type?: string;
  /** What is there when it is done, and what the page says then. */
  shows: string;
  text: RegExp;
}

/** Does something in the page and waits for what comes of it, without this process asking for it over and over. */
async function take(page: Page, { press = '', choose, type, shows, text }: Omit<Step, 'name'>): Promise<void> {
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
      const order = document.querySelector<HTMLSelectElement>('.words-order select');
      if (step.choose !== undefined && order !== null) {
        order.value = step.choose;
        order.dispatchEvent(new Event('change', { bubbles: true }));
      } else if (step.type === undefined || field === null) {
        document.querySelector<HTMLElement>(step.press)?.click();
      } else {
        // React watches the property itself.
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, step.type);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
      await shown;
    },
    { press, choose, type, shows, text: text.source },
  );
}
