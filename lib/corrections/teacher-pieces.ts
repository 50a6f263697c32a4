import { together, type Piece } from './pieces.ts';
import { bare } from './similarity.ts';
import type { Token } from './tokens.ts';

/** As many words as another one moves across and is still seen to have moved. */
const farthest = 3;

const isLone = ({ source, target }: Piece): boolean => source.length === 0 || target.length === 0;
const textOf = ({ source, target }: Piece): string =>
  [...source, ...target].map(({ kind, text }) => (kind === 'mark' ? '' : bare(text))).join(' ');

/** Words that are missing here and stand too many a little further on have moved: both are one change, of their order. */
export function joinMoves(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at];
    if (!piece) break;
    const end = isLone(piece) ? otherEnd(pieces, at) : at;
    result.push(end > at ? together(pieces.slice(at, end + 1)) : piece);
    at = end;
  }
  return result;
}

/** Where the words that `pieces[at]` has on one side only stand on the other; `at` itself where they do not. */
function otherEnd(pieces: readonly Piece[], at: number): number {
  const [piece, ...next] = pieces.slice(at, at + 2 + farthest);
  const passed = next.findIndex((other) => !isSameWord(other));
  const other = next[passed];
  if (!piece || !other || passed === 0 || !isLone(other)) return at;
  const elsewhere = (piece.source.length === 0) !== (other.source.length === 0);
  return elsewhere && textOf(piece).trim() !== '' && textOf(piece) === textOf(other) ? at + 1 + passed : at;
}

function isSameWord({ source, target }: Piece): boolean {
  const [from] = source;
  const [to] = target;
  if (!from || !to || source.length > 1 || target.length > 1) return false;
  return from.kind === 'word' && bare(from.text) === bare(to.text);
}

/** Neighbouring words that do not stand for each other one by one are one change; punctuation is one of its own. */
export function joinNeighbours(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last && !last.solid && !piece.solid && kindOf(last) === kindOf(piece)) {
      result[result.length - 1] = { ...together([last, piece]), solid: false };
    } else {
      result.push(piece);
    }
  }
  return result;
}

function kindOf({ source, target }: Piece): Token['kind'] | undefined {
  return (source[0] ?? target[0])?.kind;
}

/** A hyphen that comes between two words, or goes, changes them as one: "Sankt Pauli" and "Sankt-Pauli". */
export function joinHyphens(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at];
    const before = result.at(-1);
    const after = pieces[at + 1];
    if (!piece) break;
    if (before && after && isLone(piece) && !isLone(before) && !isLone(after) && isHyphen(piece, before, after)) {
      result[result.length - 1] = together([before, piece, after]);
      at += 1;
    } else {
      result.push(piece);
    }
  }
  return result;
}

function isHyphen(piece: Piece, before: Piece, after: Piece): boolean {
  const side = piece.source.length > 0 ? 'source' : 'target';
  const [hyphen, ...more] = piece[side];
  if (!hyphen || more.length > 0 || !/^[-‐‑]$/.test(hyphen.text)) return false;
  return before[side].at(-1)?.end === hyphen.start && after[side][0]?.start === hyphen.end;
}
