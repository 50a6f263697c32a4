import * as z from 'zod/mini';

/*
 * A backup is gzip'd text in UTF-8, one JSON value a line (https://github.com/ndjson/ndjson-spec): the header, then pieces of
 * the tables, at last the digest of all lines before it. A reader knows by it that nothing is missing or changed.
 */

/** Raised with every change that an older Patter can not read. Older files would be brought up to date where they are read. */
export const formatVersion = 1;

/** What a backup's file name ends with: no program takes it for something to open or to unpack. */
export const fileEnding = '.patterbackup';

/** What tells a backup from any other file, and whether it can be read at all. */
export const markSchema = z.object({ format: z.literal('patter-backup'), version: z.int(), database: z.int() });

export const headerSchema = z.extend(markSchema, {
  /** In milliseconds since the epoch. */
  madeAt: z.number(),
  /** Which version of Patter made it. */
  app: z.string(),
  /** How many rows of each table there are. */
  counts: z.record(z.string(), z.int()),
  /** As `lib/settings/settings.ts` has them: without keys. */
  settings: z.unknown(),
});

export type Header = z.infer<typeof headerSchema>;

/** A piece of a table. */
export const pieceSchema = z.object({ table: z.string(), rows: z.array(z.unknown()) });

/** The last line. */
export const endSchema = z.object({ digest: z.string() });

/**
 * Goes on with a digest by one line: SHA-256, in hexadecimal, of the digest so far and the line. The browser's own digest
 * wants the whole of what it digests at once, which a backup is too long for.
 */
export async function digestLine(before: string, line: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(before + line));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
