import type { SqlJsStatic } from 'sql.js';
import { notesOf, type NoteNames } from '#lib/anki/note.ts';
import { ankiPackage } from '#lib/anki/package.ts';
import { ankiText } from '#lib/anki/text-file.ts';
import { learntIds, learntWords, newOnes, type WordChoice } from '#lib/db/read/learnt-words.ts';
import type { NewWord } from '#lib/db/word-rows.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { leaveFile } from '#lib/backup/handover.ts';
import { guessColumns, isHeader, type Columns } from './columns.ts';
import { spreadsheetOf } from './spreadsheet.ts';
import { readTable, type Table } from './table.ts';
import { textOfBytes } from './text-of-bytes.ts';
import { wordList } from './word-list.ts';
import { wordsOfRows, type ReadingRows, type ReadRow, type RowProblem } from './words-of-rows.ts';

export const fileFormats = ['package', 'text', 'spreadsheet'] as const;

export type FileFormat = (typeof fileFormats)[number];

/** How much of a file is read, in bytes, and how many rows of it: what is read goes to the worker in one message. */
const mostBytes = 24 * 1024 * 1024;
const mostRows = 100_000;

/** As much of a file as shows whether it is text, in UTF-16 units. */
const looked = 2_000;

/** How many rows, words and problems are shown. */
const shownRows = 5;
const shownProblems = 100;

export interface OpenedTable {
  /** What the columns are called; empty where nothing says so. */
  labels: string[];
  /** Whether it looks as if the first row names the columns. */
  header: boolean;
  columns: Columns;
  /** The first rows as they are. */
  rows: string[][];
}

export interface CheckedTable {
  /** How many words would be new, and how many are there already. */
  fresh: number;
  there: number;
  /** The first words that would be new. */
  words: NewWord[];
  problemCount: number;
  problems: { line: number; problem: RowProblem; text: string }[];
}

/**
 * What is done with files of words: written from what the database has, or read. It holds the table that was opened last. A
 * page has it in a worker of its own, so that it never stands still for it.
 */
export function createFileDesk(openSqlite: () => Promise<SqlJsStatic>, now: () => number) {
  let table: Table | null = null;
  let fresh: ReadRow[] = [];
  return {
    /** Writes the words that are chosen as a file. @throws {PatterError} */
    async write({ format, choice, names }: { format: FileFormat; choice: WordChoice; names: NoteNames }) {
      const words = await learntWords(await learntIds(choice));
      if (format === 'spreadsheet') return fileOf(spreadsheetOf(words, names), words.length);
      const items = words.flatMap((learnt) => notesOf(learnt, names));
      if (format === 'text') return fileOf(ankiText(items.map(({ note }) => note)), words.length);
      return { bytes: await ankiPackage(items, openSqlite, now()), count: words.length };
    },
    /** Opens a table. @throws {PatterError} `table-unreadable`, `table-too-large` */
    async open({ file }: { file: Blob | string }): Promise<OpenedTable> {
      table = null;
      table = readTable(typeof file === 'string' ? file : await textOf(file));
      const [first] = table.rows;
      if (first === undefined) throw new PatterError('table-unreadable');
      if (table.rows.length > mostRows) throw new PatterError('table-too-large');
      const header = table.columns === null && isHeader(first.cells);
      const labels = table.columns ?? (header ? first.cells : []);
      const sample = table.rows.slice(0, shownRows + 1).map(({ cells }) => cells);
      const count = Math.max(...sample.map((cells) => cells.length));
      return { labels, header, columns: guessColumns(labels, count), rows: sample };
    },
    /** Reads the open table as words, and tells what an import would do. @throws {PatterError} */
    async check(reading: ReadingRows): Promise<CheckedTable> {
      if (table === null) throw new PatterError('bug');
      const { words, problems } = wordsOfRows(table, reading);
      fresh = await newOnes(words);
      return {
        fresh: fresh.length,
        there: words.length - fresh.length,
        words: fresh.slice(0, shownRows).map(({ word }) => word),
        problemCount: problems.length,
        problems: problems.slice(0, shownProblems),
      };
    },
    /**
     * Leaves the words that were new when the table was checked last for the background worker.
     * @returns the name that they are found by
     * @throws {PatterError} `storage-full`, `storage`
     */
    leave(): Promise<string> {
      return leaveFile(new Blob([wordList(fresh.map(({ word }) => word))]).stream());
    },
  };
}

export type FileDesk = ReturnType<typeof createFileDesk>;

function fileOf(text: string, count: number): { bytes: Uint8Array<ArrayBuffer>; count: number } {
  return { bytes: new TextEncoder().encode(text), count };
}

async function textOf(file: Blob): Promise<string> {
  if (file.size > mostBytes) throw new PatterError('table-too-large');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = textOfBytes(bytes);
  // A zip (a package, or a spreadsheet's own format), a picture and the like have what no text has.
  if (text.startsWith('PK\u0003\u0004') || text.slice(0, looked).includes('\0'))
    throw new PatterError('table-unreadable');
  return text;
}
