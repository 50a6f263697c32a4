import * as z from 'zod/mini';
import { addWholeRows, keptTableNames, noRows, type KeptRows, type KeptTable } from '#lib/db/kept-tables.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { settingsSchema, type Settings } from '#lib/settings/settings.ts';
import { digestLine, endSchema, formatVersion, headerSchema, markSchema, pieceSchema, type Header } from './format.ts';

/** What a backup's text may be long, in UTF-16 units: far more than anybody learns, and what a worker can hold. */
const longestText = 512 * 1024 * 1024;

export interface Backup {
  header: Header;
  rows: KeptRows;
  /** How many rows are no use: they are left out. */
  damaged: number;
  /** `null` where they can not be read. */
  settings: Settings | null;
}

/**
 * Reads a backup and checks all of it.
 *
 * @param database the version of the database that it is read into
 * @throws {PatterError} `backup-foreign` for a file that is none, `backup-newer`, `backup-damaged` for one that is cut or was
 * changed, `backup-too-big`
 */
export async function readBackup(file: Blob, database: number): Promise<Backup> {
  const lines = linesIn(file);
  try {
    return await read(lines, database);
  } catch (thrown) {
    throw thrown instanceof PatterError ? thrown : new PatterError('backup-damaged', { cause: thrown });
  } finally {
    await lines.return(undefined);
  }
}

async function read(lines: AsyncGenerator<string>, database: number): Promise<Backup> {
  const first = await lines.next();
  if (first.done === true) throw new PatterError('backup-foreign');
  const header = readHeader(first.value, database);
  const rows = noRows();
  let damaged = 0;
  let digest = await digestLine('', first.value);
  const found = new Map<string, number>();
  let ended = false;
  for await (const line of lines) {
    const value = parse(line);
    const end = endSchema.safeParse(value);
    if (ended || (end.success && end.data.digest !== digest)) throw new PatterError('backup-damaged');
    ended = end.success;
    if (end.success) continue;
    const { table, rows: piece } = z.parse(pieceSchema, value);
    if (!isKeptTable(table)) throw new PatterError('backup-damaged');
    damaged += addWholeRows(rows, table, piece).length;
    found.set(table, (found.get(table) ?? 0) + piece.length);
    digest = await digestLine(digest, line);
  }
  const whole = keptTableNames.every((table) => (found.get(table) ?? 0) === (header.counts[table] ?? 0));
  if (!ended || !whole) throw new PatterError('backup-damaged');
  const settings = settingsSchema.safeParse(header.settings);
  return { header, rows, damaged, settings: settings.success ? settings.data : null };
}

function readHeader(line: string, database: number): Header {
  const value = parse(line);
  const mark = markSchema.safeParse(value);
  if (!mark.success) throw new PatterError('backup-foreign', { cause: mark.error });
  if (mark.data.version > formatVersion || mark.data.database > database) throw new PatterError('backup-newer');
  return z.parse(headerSchema, value);
}

function isKeptTable(name: string): name is KeptTable {
  return (keptTableNames as string[]).includes(name);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** @throws {PatterError} `backup-foreign` for what is not compressed as a backup is; else whatever the streams throw */
async function* linesIn(file: Blob): AsyncGenerator<string, undefined> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  // RFC 1952, 2.3.1.
  if (first !== 0x1f || second !== 0x8b) throw new PatterError('backup-foreign');
  const text = file
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .pipeThrough(new TextDecoderStream('utf-8', { fatal: true }));
  const reader = text.getReader();
  let begun: string[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > longestText) throw new PatterError('backup-too-big');
      const parts = value.split('\n');
      const rest = parts.pop() ?? '';
      for (const part of parts) {
        yield begun.join('') + part;
        begun = [];
      }
      begun.push(rest);
    }
    const last = begun.join('');
    if (last !== '') yield last;
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
