/** What one line can begin, after CommonMark 0.31 and GitHub's tables (https://github.github.com/gfm/). */

export interface Fence {
  mark: '`' | '~';
  length: number;
}

export interface ListMarker {
  /** The bullet, or what follows the number: a change of it begins another list. */
  mark: string;
  /** Columns before the marker. */
  indent: number;
  /** An ordered list's number; `null` for a bullet. */
  number: number | null;
  /** Nothing follows the marker. */
  empty: boolean;
}

/** Nesting beyond this is drawn as text: no tutor means it, and parsers take quadratic time and deep stacks over it. */
export const deepestNesting = 8;

const tooDeep = new RegExp(`^(?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${deepestNesting + 1}}`);

export function isTooDeep(line: string): boolean {
  return tooDeep.test(line);
}

export function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line);
}

export function openingFence(line: string): Fence | null {
  const run = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
  return run === undefined ? null : { mark: run.startsWith('`') ? '`' : '~', length: run.length };
}

export function closesFence(line: string, fence: Fence): boolean {
  const run = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return run !== undefined && run.startsWith(fence.mark) && run.length >= fence.length;
}

export function isHeading(line: string): boolean {
  return /^ {0,3}#{1,6}(?:[ \t]|$)/.test(line);
}

export function isRule(line: string): boolean {
  return line.length <= longestRule && /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(line);
}

/** A longer row of stars is drawn as what it is, so that text at its far end is not lost. */
const longestRule = 200;

export function isQuote(line: string): boolean {
  return /^ {0,3}>/.test(line);
}

export function listMarker(line: string): ListMarker | null {
  const match = /^( {0,3})(?:([-*+])|(\d{1,9})([.)]))(?:[ \t]|$)/.exec(line);
  if (match === null) return null;
  const [whole, spaces = '', bullet, digits, delimiter] = match;
  return {
    mark: bullet ?? delimiter ?? '',
    indent: spaces.length,
    number: digits === undefined ? null : Number(digits),
    empty: isBlank(line.slice(whole.length)),
  };
}

/** Whether a paragraph so far is one line that the row of dashes `delimiter` makes a table's head. */
export function isTableHead(header: string, delimiter: string): boolean {
  if (header.indexOf('\n') !== header.length - 1 || !delimiter.includes('|')) return false;
  const dashes = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
  return dashes.test(delimiter) && countCells(header) === countCells(delimiter);
}

function countCells(row: string): number {
  return row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/).length;
}

/** As far as it has arrived, the line is nothing but what may become a block's mark. */
export function isBareMark(line: string): boolean {
  return /^[ \t]*(?:[-*+>#_=~`|: ]+|\d{1,9}[.)]?)[ \t]*$/.test(line);
}
