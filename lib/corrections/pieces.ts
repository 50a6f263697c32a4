import type { Token } from './tokens.ts';

/** Tokens of the one text, and those that stand for them in the other; one side may have none. */
export interface Piece {
  source: readonly Token[];
  target: readonly Token[];
  /** The tokens are the same. */
  same: boolean;
  /** Word stands for word, or for a form of it: no part of a larger change. */
  solid: boolean;
}

/** @param pieces that follow each other */
export function together(pieces: readonly Piece[]): Piece {
  return {
    source: pieces.flatMap(({ source }) => source),
    target: pieces.flatMap(({ target }) => target),
    same: false,
    solid: true,
  };
}
