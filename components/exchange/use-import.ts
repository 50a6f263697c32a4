import { useRef, useState } from 'react';
import { request } from '#lib/commands/request.ts';
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
  /** The ids of the words that were imported. */
  imported: readonly string[] | null;
  undone: boolean;
  busy: 'reading' | 'importing' | null;
  error: WireError | null;
  open: (file: Blob | string, languages: Pick<Reading, 'language' | 'learnerLanguage'>) => Promise<void>;
  read: (changed: Partial<Reading>) => Promise<void>;
  run: () => Promise<void>;
  undo: () => Promise<void>;
  restart: () => void;
}

type State = Pick<Import, 'table' | 'reading' | 'checked' | 'imported' | 'undone' | 'busy' | 'error'>;

const first: State = {
  table: null,
  reading: null,
  checked: null,
  imported: null,
  undone: false,
  busy: null,
  error: null,
};

/** A file on its way into the learner's words: opened, told what its columns hold, checked, imported, and taken back. */
export function useImport(): Import {
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
    run: () =>
      attempt('importing', async () => {
        const words = await desk.ask('words', undefined);
        const { added } = await request('words.import', { words });
        return { imported: added };
      }),
    undo: () =>
      attempt('importing', async () => {
        await request('words.takeBack', { ids: [...(state.imported ?? [])] });
        return { undone: true };
      }),
    restart: () => setState(first),
  };
}
