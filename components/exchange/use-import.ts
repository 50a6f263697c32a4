import { useRef, useState } from 'react';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import type { CheckedTable, OpenedTable } from '#lib/word-files/file-desk.ts';
import { openFileDesk } from '#lib/word-files/open-file-desk.ts';
import type { ReadingRows } from '#lib/word-files/words-of-rows.ts';
import { namesOfGrammar } from '#components/ui/grammar-words.ts';
import { useDesk } from '#components/ui/use-desk.ts';

/** How a table is read, as far as the learner says so. */
export type Reading = Omit<ReadingRows, 'grammar'>;

export interface Import {
  table: OpenedTable | null;
  reading: Reading | null;
  /** What an import would do; `null` until it is known. */
  checked: CheckedTable | null;
  busy: 'reading' | 'leaving' | null;
  error: WireError | null;
  open: (file: Blob | string, languages: Pick<Reading, 'language' | 'learnerLanguage'>) => Promise<void>;
  read: (changed: Partial<Reading>) => Promise<void>;
  /** Leaves what was checked for the worker. */
  run: () => Promise<void>;
  /** Makes room for another file. */
  close: () => void;
}

type State = Pick<Import, 'table' | 'reading' | 'checked' | 'busy' | 'error'>;

const first: State = {
  table: null,
  reading: null,
  checked: null,
  busy: null,
  error: null,
};

/**
 * A file on its way into the learner's words: opened, told what its columns hold, checked, and left for the worker.
 * @param begin has the worker import what was left under a name, in a language (BCP 47 tag)
 */
export function useImport(begin: (file: string, language: string) => Promise<void>): Import {
  const desk = useDesk(openFileDesk);
  const [state, setState] = useState(first);
  // What was asked for before the last change is no answer to it.
  const latest = useRef(0);

  async function attempt(busy: State['busy'], work: () => Promise<Partial<State>>): Promise<void> {
    latest.current += 1;
    const own = latest.current;
    setState((before) => ({ ...before, busy, error: null }));
    const changed = await work().catch((thrown: unknown): Partial<State> => ({ error: toWire(thrown) }));
    if (own === latest.current) setState((before) => ({ ...before, ...changed, busy: null }));
  }

  async function check(reading: Reading): Promise<Partial<State>> {
    return { reading, checked: await desk.ask('check', { ...reading, grammar: namesOfGrammar() }) };
  }

  return {
    ...state,
    open: (file, languages) =>
      attempt('reading', async () => {
        setState((before) => ({ ...first, busy: before.busy }));
        const table = await desk.ask('open', { file });
        const { columns, header } = table;
        return { table, ...(await check({ ...languages, columns, header })) };
      }),
    read: (changed) => {
      if (state.reading === null) return Promise.resolve();
      const reading = { ...state.reading, ...changed };
      // The choice shows at once; what it brings about comes when it is known.
      setState((before) => ({ ...before, reading, checked: null }));
      return attempt('reading', () => check(reading));
    },
    run: () => {
      const { reading } = state;
      if (reading === null) return Promise.resolve();
      return attempt('leaving', async () => {
        await begin(await desk.ask('leave', undefined), reading.language);
        return first;
      });
    },
    close: () => {
      latest.current += 1;
      setState(first);
    },
  };
}
