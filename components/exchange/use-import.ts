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
  busy: 'reading' | 'importing' | null;
  error: WireError | null;
  open: (file: Blob | string, languages: Pick<Reading, 'language' | 'learnerLanguage'>) => Promise<void>;
  read: (changed: Partial<Reading>) => Promise<void>;
  /** Has the worker import what was checked. How that goes is told by the ledger. */
  run: () => Promise<void>;
  /** What is done with the import that the ledger tells of. To settle it also makes room for another file. */
  act: (act: ImportAct) => Promise<void>;
}

export type ImportAct = 'goOn' | 'stop' | 'takeBack' | 'settle';

type State = Pick<Import, 'table' | 'reading' | 'checked' | 'busy' | 'error'>;

const first: State = {
  table: null,
  reading: null,
  checked: null,
  busy: null,
  error: null,
};

/** A file on its way into the learner's words: opened, told what its columns hold, checked, and handed to the worker. */
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
    run: () => {
      const { reading } = state;
      if (reading === null) return Promise.resolve();
      return attempt('importing', async () => {
        const file = await desk.ask('leave', undefined);
        await request('import.begin', { file, language: reading.language });
        return first;
      });
    },
    act: (act) =>
      attempt('importing', async () => {
        await request(`import.${act}`, {});
        return act === 'settle' ? first : {};
      }),
  };
}
