import { useRef, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';

export type ImportAct = 'goOn' | 'stop' | 'takeBack' | 'settle';

export interface ImportActs {
  /** Whether the last thing that was asked for is on its way. */
  busy: boolean;
  /** Why it could not be done. */
  error: WireError | null;
  /** Has the worker import a list that was left. How that goes is told by the ledger. @throws {PatterError} */
  begin: (file: string, language: string) => Promise<void>;
  /** What is done with the import that the ledger tells of. To settle it also makes room for another list. */
  act: (act: ImportAct) => void;
}

/** What the worker is asked to do about imports. */
export function useImportActs(): ImportActs {
  const [state, setState] = useState<Pick<ImportActs, 'busy' | 'error'>>({ busy: false, error: null });
  // What was asked for before says nothing any more.
  const latest = useRef(0);

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    latest.current += 1;
    const own = latest.current;
    const show = (error: WireError | null) => own === latest.current && setState({ busy: false, error });
    setState({ busy: true, error: null });
    try {
      await work();
      show(null);
    } catch (thrown) {
      show(toWire(thrown));
      throw thrown;
    }
  }

  return {
    ...state,
    begin: (file, language) => attempt(() => request('import.begin', { file, language })),
    act: (act) => {
      // That it failed is shown.
      attempt(() => request(`import.${act}`, {})).catch(() => undefined);
    },
  };
}
