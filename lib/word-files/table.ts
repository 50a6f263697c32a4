import Papa from 'papaparse';

/** The rows of a file that words are read from. */
export interface Table {
  rows: TableRow[];
  /** What the columns are called, where Anki's `#columns` says so. */
  columns: string[] | null;
  /** Whether its cells are HTML, as Anki's are. */
  html: boolean;
}

export interface TableRow {
  /** On which line of the file it begins, from 1. */
  line: number;
  cells: string[];
  /** A quotation mark that is never closed, or stands where none can. */
  broken: boolean;
}

const separators: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  space: ' ',
  pipe: '|',
  colon: ':',
};

/** What a cell may be separated by where nothing says so. */
const guessed = ['\t', ';', ',', '|'];

/**
 * Reads a text as a table: separated by commas, semicolons, tabs or bars, quoted where it has to be (RFC 4180), with the
 * first lines that Anki writes (https://docs.ankiweb.net/importing/text-files.html#file-headers). Empty lines are left out.
 */
export function readTable(text: string): Table {
  const whole = text.replace(/^\uFEFF/, '');
  const { head, length, lines } = ankiHead(whole);
  const said = head.get('separator') ?? '';
  const body = whole.slice(length);
  const delimiter = separators[said.toLowerCase()] ?? (said.charAt(0) || delimiterOf(body));
  const parsed = Papa.parse<string[]>(body, { delimiter });
  const broken = new Set(parsed.errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row));
  let line = lines + 1;
  const rows: TableRow[] = [];
  for (const [index, cells] of parsed.data.entries()) {
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells, broken: broken.has(index) });
    line += 1 + cells.reduce((count, cell) => count + (cell.match(/\r\n?|\n/g)?.length ?? 0), 0);
  }
  const columns = head.get('columns')?.split(delimiter) ?? null;
  return { rows, columns, html: head.get('html') === 'true' };
}

/** What parts the first rows into as many cells each. Empty lines would have it think of one column. */
function delimiterOf(text: string): string {
  const { meta } = Papa.parse(text, { preview: 50, skipEmptyLines: 'greedy', delimitersToGuess: guessed });
  return meta.delimiter;
}

/** The lines that begin with `#` before anything else, as names and values. */
function ankiHead(text: string): { head: Map<string, string>; length: number; lines: number } {
  const head = new Map<string, string>();
  let length = 0;
  let lines = 0;
  for (const [line] of text.matchAll(/#.*(?:\r\n?|\n|$)/gy)) {
    const [, name, value] = /^#([^:]+):(.*?)[\r\n]*$/.exec(line) ?? [];
    if (name !== undefined) head.set(name.trim().toLowerCase(), value ?? '');
    length += line.length;
    lines += 1;
  }
  return { head, length, lines };
}
