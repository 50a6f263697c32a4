import { diffArrays } from 'diff';
import { alignBlock } from './align-block.ts';
import { together, type Piece } from './pieces.ts';
import { joinHyphens, joinMoves, joinNeighbours } from './teacher-pieces.ts';
import { finer, isUnspaced, type Token } from './tokens.ts';

/** A difference of more insertions and deletions than this is one whole change: the time taken grows with its square. */
const mostChanges = 500;
/** As many graphemes of one change as are told apart. */
const mostGraphemes = 200;

/** Which tokens of `target` stand for which of `source`, in their order: together they are all of both texts. */
export function align(source: readonly Token[], target: readonly Token[]): Piece[] {
  return joinHyphens(joinNeighbours(joinMoves(alignWords(source, target))));
}

/** The same, word for word: without what a teacher would take together. */
export function alignWords(source: readonly Token[], target: readonly Token[]): Piece[] {
  return roughly(source, target).flatMap((piece) => {
    if (piece.same) return [piece];
    return withoutIslands(byGrapheme(piece)).flatMap((part) => (part.same ? [part] : alignBlock(part)));
  });
}

/** The same tokens one by one, and what differs between them as a whole. */
function roughly(source: readonly Token[], target: readonly Token[]): Piece[] {
  const least = Math.min(source.length, target.length);
  let first = 0;
  while (first < least && source[first]?.text === target[first]?.text) first += 1;
  let last = 0;
  while (last < least - first && source.at(-1 - last)?.text === target.at(-1 - last)?.text) last += 1;
  return [
    ...pairs(source.slice(0, first), target.slice(0, first)),
    ...between(source.slice(first, source.length - last), target.slice(first, target.length - last)),
    ...pairs(source.slice(source.length - last), target.slice(target.length - last)),
  ];
}

function pairs(source: readonly Token[], target: readonly Token[]): Piece[] {
  return source.map((token, index) => ({
    source: [token],
    target: target.slice(index, index + 1),
    same: true,
    solid: true,
  }));
}

function between(source: readonly Token[], target: readonly Token[]): Piece[] {
  if (source.length === 0 && target.length === 0) return [];
  const changes = diffArrays([...source], [...target], {
    maxEditLength: mostChanges,
    comparator: (a, b) => a.text === b.text,
  });
  if (!changes) return [{ source, target, same: false, solid: false }];
  const pieces: Piece[] = [];
  let from = 0;
  let to = 0;
  let changed: Piece = { source: [], target: [], same: false, solid: false };
  const close = () => {
    if (changed.source.length + changed.target.length > 0) pieces.push(changed);
    changed = { source: [], target: [], same: false, solid: false };
  };
  for (const { added, removed, count } of changes) {
    if (removed) changed = { ...changed, source: source.slice(from, from + count) };
    else if (added) changed = { ...changed, target: target.slice(to, to + count) };
    else {
      close();
      pieces.push(...pairs(source.slice(from, from + count), target.slice(to, to + count)));
    }
    if (!added) from += count;
    if (!removed) to += count;
  }
  close();
  return pieces;
}

function byGrapheme(piece: Piece): Piece[] {
  if (![...piece.source, ...piece.target].some(({ text }) => isUnspaced(text))) return [piece];
  const source = piece.source.flatMap(finer);
  const target = piece.target.flatMap(finer);
  if (Math.max(source.length, target.length) > mostGraphemes) return [piece];
  return roughly(source, target);
}

/**
 * A grapheme between two longer changes that is the same by chance makes three changes out of one that nobody can read:
 * it becomes part of them. Marks stay.
 */
function withoutIslands(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  let island: Piece[] = [];
  for (const piece of pieces) {
    if (piece.same) {
      island.push(piece);
      continue;
    }
    const before = result.at(-1);
    if (before && isIsland(island, Math.min(size(before), size(piece)))) {
      result[result.length - 1] = { ...together([before, ...island, piece]), solid: false };
    } else {
      result.push(...island, piece);
    }
    island = [];
  }
  return [...result, ...island];
}

/** @param around the size of the smaller change beside it */
function isIsland(island: readonly Piece[], around: number): boolean {
  return (
    island.length < around && island.every(({ source: [token] }) => token?.kind === 'word' && isUnspaced(token.text))
  );
}

function size({ source, target }: Piece): number {
  return Math.max(source.length, target.length);
}
