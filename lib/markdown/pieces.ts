import type { MarkedToken } from 'marked';
import { parseBlocks, parseInline } from './parse.ts';

/** The inline tokens of a heading's source. @param first whether it begins with the heading's marks */
export function headingTokens(source: string, first: boolean): MarkedToken[] {
  const text = first ? source.replace(/^ {0,3}#{1,6}[ \t]*/, '') : source;
  return parseInline(text.trimEnd().replace(/(?:^|[ \t])#+$/, ''));
}

/** The blocks that a quote's source quotes. */
export function quoteTokens(source: string): MarkedToken[] {
  return parseBlocks(source).flatMap((token) =>
    token.type === 'blockquote' ? (token.tokens as MarkedToken[]) : [token],
  );
}

/** A list's source: lists, and what of it stands alone. */
export function listTokens(source: string): MarkedToken[] {
  return parseBlocks(source).filter((token) => token.type !== 'space');
}
