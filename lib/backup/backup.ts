import { database } from '#lib/db/database.ts';
import { readKeptRows } from '#lib/db/read/kept-rows.ts';
import { mergeRows } from '#lib/db/write/merge-rows.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { contentsOf } from './contents.ts';
import { mergeBackup, type Merge } from './merge.ts';
import type { Progress } from './progress.ts';
import { readBackup } from './read-backup.ts';
import { writeBackup } from './write-backup.ts';

export interface MadeBackup {
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** How many rows could not be read, and are not in it. */
  damaged: number;
}

/**
 * Everything of the learner's but keys, as it is at one moment.
 *
 * @param app Patter's own version
 * @param now in milliseconds since the epoch
 * @throws {PatterError} a code of the store's
 */
export async function makeBackup(settings: Settings, app: string, now: number): Promise<MadeBackup> {
  const { rows, damaged } = await readKeptRows();
  const bytes = writeBackup(contentsOf(rows), { settings, app, madeAt: now, database: database.verno });
  return { bytes, damaged: [...damaged.values()].flat().length };
}

export interface BackupPreview extends Pick<Merge, 'tallies' | 'deleted'> {
  /** In milliseconds since the epoch. */
  madeAt: number;
  /** Which version of Patter made it. */
  app: string;
  /** How many of its rows are no use, and are left out. */
  damaged: number;
  /** `null` where they can not be read. */
  settings: Settings | null;
}

/** What a backup would change, without changing anything. @throws {PatterError} as `readBackup`; a code of the store's */
export async function previewBackup(file: Blob): Promise<BackupPreview> {
  const { header, rows, damaged, settings } = await readBackup(file, database.verno);
  const { tallies, deleted } = mergeBackup(await readKeptRows(), rows, { revive: false });
  return { madeAt: header.madeAt, app: header.app, tallies, deleted, damaged, settings };
}

/**
 * Adds a backup to what is here, all of it or nothing. Settings are not part of it.
 *
 * @param revive whether what the learner has deleted since comes back as well
 * @throws {PatterError} as `readBackup`; a code of the store's
 */
export async function restoreBackup(
  file: Blob,
  revive: boolean,
  onProgress: (progress: Progress) => void,
): Promise<Pick<Merge, 'tallies'>> {
  const { rows } = await readBackup(file, database.verno);
  const { tallies } = await mergeRows(
    (here) => mergeBackup(here, rows, { revive }),
    (done, all) => onProgress({ done, all }),
  );
  return { tallies };
}
