import { useState } from 'react';
import { fileEnding } from '#lib/backup/format.ts';
import { discardFile, findFile, leaveFile } from '#lib/backup/handover.ts';
import { watchProgress, type Progress } from '#lib/backup/progress.ts';
import { request } from '#lib/commands/request.ts';
import type { CommandOutput } from '#lib/commands/table.ts';
import { dayOf } from '#lib/db/rows.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import { giveFile } from '#components/ui/give-file.ts';

export type BackupPreview = CommandOutput<'backup.preview'>;
export type Tallies = CommandOutput<'backup.restore'>['tallies'];

export interface RestoreChoice {
  /** What was deleted since comes back as well. */
  revive: boolean;
  /** The settings of the backup take the place of those here. */
  settings: boolean;
}

type Phase =
  | { phase: 'rest' }
  | { phase: 'saving' }
  | { phase: 'saved'; name: string; damaged: number }
  | { phase: 'reading' }
  | { phase: 'preview' }
  | { phase: 'restoring'; progress: Progress | null }
  | { phase: 'restored'; tallies: Tallies };

/** What could not be done, and so can be tried again. */
export interface BackupFailure {
  at: 'save' | 'read' | 'restore' | 'settings';
  error: WireError;
  again: () => void;
}

export interface BackupState {
  state: Phase;
  /** What is in the backup that may be restored. */
  preview: BackupPreview | null;
  failure: BackupFailure | null;
  save: () => void;
  /** Looks at a backup; nothing is changed by it. */
  open: (file: File) => void;
  restore: (choice: RestoreChoice) => void;
  /** Leaves the backup be. */
  close: () => void;
}

/**
 * Saves and restores backups. The worker makes and reads them, so that the page stays at hand.
 * @param onSettings what becomes of a backup's settings, where the learner wants them
 */
export function useBackup(
  onSettings: (settings: NonNullable<BackupPreview['settings']>) => Promise<void>,
): BackupState {
  const [state, setState] = useState<Phase>({ phase: 'rest' });
  const [opened, setOpened] = useState<{ file: File; preview: BackupPreview } | null>(null);
  const [failure, setFailure] = useState<BackupFailure | null>(null);

  /** @param work may say that it has come to what fails in another way */
  async function attempt(
    first: BackupFailure['at'],
    from: Phase,
    work: (reach: (at: BackupFailure['at']) => void) => Promise<Phase>,
  ): Promise<void> {
    let at = first;
    setFailure(null);
    try {
      setState(
        await work((reached) => {
          at = reached;
        }),
      );
    } catch (thrown) {
      setState(from);
      setFailure({ at, error: toWire(thrown), again: () => void attempt(first, from, work) });
    }
  }

  const rest: Phase = { phase: 'rest' };
  return {
    state,
    preview: opened?.preview ?? null,
    failure,
    save: () =>
      void attempt('save', rest, async () => {
        setState({ phase: 'saving' });
        return { phase: 'saved', ...(await saveBackup()) };
      }),
    open: (file) =>
      void attempt('read', rest, async () => {
        setOpened(null);
        setState({ phase: 'reading' });
        const preview = await request('backup.preview', { file: await leaveFile(file.stream()) });
        setOpened({ file, preview });
        return { phase: 'preview' };
      }),
    restore: ({ revive, settings }) => {
      if (opened === null) return;
      const { file, preview } = opened;
      void attempt('restore', { phase: 'preview' }, async (reach) => {
        setState({ phase: 'restoring', progress: null });
        const { tallies } = await restoreFile(file, revive, (progress) => setState({ phase: 'restoring', progress }));
        reach('settings');
        if (settings && preview.settings !== null) await onSettings(preview.settings);
        setOpened(null);
        return { phase: 'restored', tallies };
      });
    },
    close: () => {
      setOpened(null);
      setFailure(null);
      setState(rest);
    },
  };
}

async function saveBackup(): Promise<{ name: string; damaged: number }> {
  const { file, damaged } = await request('backup.make', {});
  // Held in memory, compressed: nothing has to stay behind for a download that ends nobody knows when.
  const content = new Blob([await (await findFile(file)).arrayBuffer()], { type: 'application/octet-stream' });
  await discardFile(file);
  const name = `patter-${dayOf(Date.now())}${fileEnding}`;
  giveFile(content, name);
  return { name, damaged };
}

async function restoreFile(file: File, revive: boolean, onProgress: (progress: Progress) => void) {
  const unwatch = watchProgress(onProgress);
  try {
    return await request('backup.restore', { file: await leaveFile(file.stream()), revive });
  } finally {
    unwatch();
  }
}
