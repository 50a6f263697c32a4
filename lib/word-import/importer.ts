import { discardFile, findFile } from '#lib/backup/handover.ts';
import { importedWords, importSome, type ImportedWord } from '#lib/db/write/import-words.ts';
import { takeBackImport } from '#lib/db/write/take-back-import.ts';
import { wordsOfLines } from '#lib/word-files/word-list.ts';
import { readLedger, writeLedger, type ImportLedger } from './ledger.ts';

/** How many words are written at a time: in between, whatever else is asked of the store has its turn. */
const atATime = 1_000;

/** How long an import that is over can be taken back, in milliseconds. */
const undoableMs = 24 * 60 * 60 * 1000;

export interface WordImporterOptions {
  now: () => number;
  /** Waits until no reply is on its way: whatever a turn reads of the words would wait for a part each time. */
  turnsOver: () => Promise<void>;
}

/**
 * Imports lists of words, one at a time and a few words at a time. What it is at is in the ledger, so that it can be stopped,
 * gone on with and taken back, also by a worker that did not begin it.
 */
export class WordImporter {
  readonly #options: WordImporterOptions;
  /** The work that goes on; one after the other. */
  #last: Promise<unknown>;
  /** Stops the import that goes on. */
  #stop: () => void = () => undefined;

  constructor(options: WordImporterOptions) {
    this.#options = options;
    this.#last = this.#recover();
  }

  /**
   * Imports a list that a page has left. It is discarded where an earlier import is not settled.
   * @param language BCP 47 tag of its words
   * @throws {PatterError}
   */
  begin({ file, language }: Pick<ImportLedger, 'file' | 'language'>): Promise<void> {
    return this.#afterwards(async () => {
      const earlier = await readLedger();
      if (earlier !== null && !isOver(earlier)) return discardFile(file);
      const lines = await linesOf(file);
      const id = crypto.randomUUID();
      const startedAt = this.#options.now();
      await this.#import(
        { id, file, language, startedAt, total: lines.length, done: 0, added: 0, state: 'running' },
        lines,
      );
    });
  }

  /** Goes on with an import that has stopped. @throws {PatterError} `storage` where its list is gone */
  goOn(): Promise<void> {
    return this.#withLedger(async (ledger) => {
      if (ledger.state !== 'stopped') return;
      await this.#import({ ...ledger, state: 'running' }, await linesOf(ledger.file));
    });
  }

  /** Has an import stop after the words that it is at. */
  async stop(): Promise<void> {
    this.#stop();
    await this.#last.catch(() => undefined);
  }

  /** Waits until nothing is being done about imports. It never throws. */
  async atRest(): Promise<void> {
    let waited: Promise<unknown> | null = null;
    while (waited !== this.#last) {
      waited = this.#last;
      await waited.catch(() => undefined);
    }
  }

  /** @throws {PatterError} */
  takeBack(): Promise<void> {
    return this.#withLedger(async (ledger) => {
      let { added } = ledger;
      const keep = (state: ImportLedger['state']) => writeLedger({ ...ledger, added, state });
      await keep('undoing');
      try {
        await this.#options.turnsOver();
        await takeBackImport(ledger, this.#options.now(), async (count) => {
          added = Math.max(0, added - count);
          await keep('undoing');
          await this.#options.turnsOver();
        });
        added = 0;
        await keep('undone');
        await discardFile(ledger.file);
      } catch (error) {
        await keep('undo-stopped');
        throw error;
      }
    });
  }

  /** Leaves what is there of an import as it is, and forgets it. @throws {PatterError} */
  settle(): Promise<void> {
    return this.#withLedger(async ({ file }) => {
      await discardFile(file);
      await writeLedger(null);
    });
  }

  async #import(ledger: ImportLedger, lines: readonly string[]): Promise<void> {
    let { done, added } = ledger;
    let isStopped = false;
    const stopped = new Promise<void>((resolve) => {
      this.#stop = () => {
        isStopped = true;
        resolve();
      };
    });
    await writeLedger(ledger);
    try {
      let some = wordsAt(done, lines, ledger);
      while (some.length > 0) {
        await Promise.race([this.#options.turnsOver(), stopped]);
        if (isStopped) break;
        const then = done + some.length;
        const [count, next] = await Promise.all([importSome(some, ledger), soon(() => wordsAt(then, lines, ledger))]);
        done = then;
        added += count;
        some = next;
        await writeLedger({ ...ledger, done, added });
      }
    } catch (error) {
      await writeLedger({ ...ledger, done, added, state: 'stopped' });
      throw error;
    }
    const isWhole = done === lines.length;
    await writeLedger({ ...ledger, done, added, state: isWhole ? 'done' : 'stopped' });
    if (isWhole) await discardFile(ledger.file);
  }

  /** A worker that was killed has stopped whatever it was at. What has long been over is not told of any more. */
  async #recover(): Promise<void> {
    const ledger = await readLedger();
    if (ledger?.state === 'running') await writeLedger({ ...ledger, state: 'stopped' });
    if (ledger?.state === 'undoing') await writeLedger({ ...ledger, state: 'undo-stopped' });
    if (ledger !== null && isOver(ledger) && ledger.startedAt < this.#options.now() - undoableMs)
      await writeLedger(null);
  }

  #withLedger(work: (ledger: ImportLedger) => Promise<void>): Promise<void> {
    return this.#afterwards(async () => {
      const ledger = await readLedger();
      if (ledger !== null) await work(ledger);
    });
  }

  #afterwards(work: () => Promise<void>): Promise<void> {
    const done = this.#last.catch(() => undefined).then(work);
    this.#last = done;
    return done;
  }
}

function isOver({ state }: ImportLedger): boolean {
  return state === 'done' || state === 'undone';
}

function wordsAt(place: number, lines: readonly string[], of: ImportLedger): ImportedWord[] {
  return importedWords(wordsOfLines(lines.slice(place, place + atATime)), place, of);
}

/** Does something once what is under way has been handed to the browser. */
async function soon<Result>(work: () => Result): Promise<Result> {
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
  return work();
}

async function linesOf(file: string): Promise<string[]> {
  return (await (await findFile(file)).text()).split('\n');
}
