import { keptTableNames, type KeptRows } from '#lib/db/kept-tables.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { digestLine, formatVersion, type Header } from './format.ts';

/** How many rows a line holds. */
const rowsInLine = 200;

export interface BackupDetails {
  /** In milliseconds since the epoch. */
  madeAt: number;
  /** Patter's own version, and its database's. */
  app: string;
  database: number;
  settings: Settings;
}

/** A backup's bytes, made as they are read. */
export function writeBackup(rows: KeptRows, details: BackupDetails): ReadableStream<Uint8Array<ArrayBuffer>> {
  const lines = linesOf(rows, details);
  const text = new ReadableStream<string>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done === true) controller.close();
      else controller.enqueue(`${value}\n`);
    },
  });
  return text.pipeThrough(new TextEncoderStream()).pipeThrough(new CompressionStream('gzip'));
}

async function* linesOf(rows: KeptRows, { madeAt, app, database, settings }: BackupDetails): AsyncGenerator<string> {
  const counts = Object.fromEntries(keptTableNames.map((table) => [table, rows[table].length]));
  const header: Header = { format: 'patter-backup', version: formatVersion, database, madeAt, app, counts, settings };
  let digest = '';
  for (const part of partsOf(header, rows)) {
    const line = JSON.stringify(part);
    digest = await digestLine(digest, line);
    yield line;
  }
  yield JSON.stringify({ digest });
}

function* partsOf(header: Header, rows: KeptRows): Generator<object> {
  yield header;
  for (const table of keptTableNames) {
    for (let from = 0; from < rows[table].length; from += rowsInLine) {
      yield { table, rows: rows[table].slice(from, from + rowsInLine) };
    }
  }
}
