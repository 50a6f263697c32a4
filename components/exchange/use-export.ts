import { useRef, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { mostSent, type CommandOutput } from '#lib/commands/table.ts';
import { learntIds, type WordChoice } from '#lib/db/read/learnt-words.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import type { FileFormat } from '#lib/word-files/file-desk.ts';
import { openFileDesk } from '#lib/word-files/open-file-desk.ts';
import { noteNames } from './note-names.ts';
import { giveFile } from '#components/ui/give-file.ts';
import { useDesk } from '#components/ui/use-desk.ts';

export const exportWays = ['package', 'connect', 'text', 'spreadsheet'] as const;

export type ExportWay = (typeof exportWays)[number];

export type Sent = CommandOutput<'anki.send'>;

export type ExportState =
  | { step: 'idle' | 'writing' | 'asking' }
  | { step: 'sending'; done: number; all: number }
  | { step: 'saved'; name: string; way: ExportWay }
  | { step: 'sent' | 'stopped'; sent: Sent }
  | { step: 'failed'; error: WireError; sent: Sent | null };

export interface Export {
  state: ExportState;
  write: (format: FileFormat, choice: WordChoice, name: string) => Promise<void>;
  /** `ready` is what has to be done before Anki can be asked. */
  send: (choice: WordChoice, ready: () => Promise<void>) => Promise<void>;
  stop: () => void;
  /** Tells of what went wrong beside it. */
  fail: (thrown: unknown) => void;
}

const files = {
  package: { ending: 'apkg', type: 'application/octet-stream' },
  text: { ending: 'txt', type: 'text/plain' },
  spreadsheet: { ending: 'csv', type: 'text/csv' },
} as const satisfies Record<FileFormat, object>;

const none: Sent = { added: 0, there: 0, updated: 0, refused: 0, dated: true };

/** The ways words go out: as a file, or into a running Anki a few at a time, so that it can be stopped. */
export function useExport(): Export {
  const desk = useDesk(openFileDesk);
  const [state, setState] = useState<ExportState>({ step: 'idle' });
  const stopped = useRef(false);

  function fail(thrown: unknown): void {
    setState({ step: 'failed', error: toWire(thrown), sent: null });
  }

  async function write(format: FileFormat, choice: WordChoice, name: string): Promise<void> {
    setState({ step: 'writing' });
    try {
      const { bytes } = await desk.ask('write', { format, choice, names: noteNames() });
      const { ending, type } = files[format];
      giveFile(new Blob([bytes], { type }), `${name}.${ending}`);
      setState({ step: 'saved', name: `${name}.${ending}`, way: format });
    } catch (thrown) {
      fail(thrown);
    }
  }

  async function send(choice: WordChoice, ready: () => Promise<void>): Promise<void> {
    stopped.current = false;
    setState({ step: 'asking' });
    let sent = none;
    try {
      await ready();
      const names = noteNames();
      await request('anki.open', { languages: [...choice.languages], names });
      const ids = await learntIds(choice);
      for (let done = 0; done < ids.length && !stopped.current; done += mostSent) {
        setState({ step: 'sending', done, all: ids.length });
        sent = sum(sent, await request('anki.send', { ids: ids.slice(done, done + mostSent), names }));
      }
      setState({ step: stopped.current ? 'stopped' : 'sent', sent });
    } catch (thrown) {
      setState({ step: 'failed', error: toWire(thrown), sent: sent === none ? null : sent });
    }
  }

  return { state, write, send, stop: () => void (stopped.current = true), fail };
}

function sum(a: Sent, b: Sent): Sent {
  return {
    added: a.added + b.added,
    there: a.there + b.there,
    updated: a.updated + b.updated,
    refused: a.refused + b.refused,
    dated: a.dated && b.dated,
  };
}
