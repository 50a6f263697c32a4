/**
 * The source of a growing block as it will most likely be read: emphasis, code and strike-through that are still open
 * are closed at the end, so that half of a `**word` is not shown with its marks for as long as the other half takes.
 */
export function closeMarks(source: string): string {
  const lineStart = source.lastIndexOf('\n') + 1;
  const line = withoutHalfLink(source.slice(lineStart));
  return source.slice(0, lineStart) + closeLine(line);
}

interface OpenMark {
  mark: string;
  length: number;
}

function closeLine(line: string): string {
  const open: OpenMark[] = [];
  const runs = /\\.|(`+)|([*_~])\2*/gsu;
  for (let match = runs.exec(line); match !== null; match = runs.exec(line)) {
    const [run, ticks, mark] = match;
    const end = match.index + run.length;
    if (ticks !== undefined) {
      const closing = codeEnd(line, end, ticks.length);
      if (closing === -1) return closeCode(line, end, ticks, open);
      runs.lastIndex = closing;
    } else if (mark !== undefined) {
      // A run at the very end may still grow: it is left out, and what it would close is closed.
      if (end === line.length) return closeAll(line.slice(0, match.index), open);
      if (run !== '~') takeRun(open, { mark, length: run.length }, line.charAt(match.index - 1), line.charAt(end));
    }
  }
  return closeAll(line, open);
}

/** Where a code span ends, behind its closing ticks; -1 where it does not. */
function codeEnd(line: string, from: number, length: number): number {
  for (const match of line.slice(from).matchAll(/`+/g)) {
    if (match[0].length === length) return from + match.index + length;
  }
  return -1;
}

function closeCode(line: string, contentStart: number, ticks: string, open: readonly OpenMark[]): string {
  const content = line.slice(contentStart);
  const before = line.slice(0, contentStart - ticks.length);
  if (content.replace(/`+$/, '') === '') return closeAll(before, open);
  return closeAll(before, open, ticks + content.replace(/`+$/, '').trimEnd() + ticks);
}

/** Opens or closes by the flanking rules of CommonMark, simplified. */
function takeRun(open: OpenMark[], run: OpenMark, before: string, after: string): void {
  const canClose = before !== '' && !/\s/.test(before);
  const canOpen = !/\s/.test(after) && !(run.mark === '_' && /[\p{L}\p{N}]/u.test(before));
  let { length } = run;
  for (let last = canClose ? open.at(-1) : undefined; last?.mark === run.mark && length > 0; last = open.at(-1)) {
    const taken = Math.min(last.length, length);
    length -= taken;
    last.length -= taken;
    if (last.length === 0) open.pop();
  }
  if (length > 0 && canOpen) open.push({ mark: run.mark, length });
}

function closeAll(line: string, open: readonly OpenMark[], code = ''): string {
  const marks = open.toReversed().map(({ mark, length }) => mark.repeat(length));
  const text = (line + code).trimEnd();
  return text + marks.join('') + (line + code).slice(text.length);
}

/** A link is shown as its text: what has arrived of its address is not shown first. */
function withoutHalfLink(line: string): string {
  return line.replace(/!?\[([^[\]]*)\]\([^()]*$/, '$1');
}
