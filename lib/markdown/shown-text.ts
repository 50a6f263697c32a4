import type { MarkedToken, Token, Tokens } from 'marked';
import { BlockReader } from './block-reader.ts';
import type { Block } from './blocks.ts';
import { deepestNesting } from './lines.ts';
import { parseBlocks, parseInline } from './parse.ts';
import { headingTokens, listTokens, quoteTokens } from './pieces.ts';

/**
 * A stretch of what is shown of a Markdown text. `code` is a block of it and `codespan` stands within a line; `end` is where a
 * line or a block ends, and has no text of its own.
 */
export interface Stretch {
  text: string;
  kind: 'text' | 'code' | 'codespan' | 'end';
}

/**
 * What is shown of a whole Markdown text, in its order: joined, the stretches are the text of the elements that it is
 * drawn with (`components/markdown/`), so that a place in the one is a place in the other.
 */
export function shownText(markdown: string): Stretch[] {
  const { groups, current } = new BlockReader().read(markdown, false);
  return [...ended([...groups.flat(), ...current], ofBlock)];
}

const end: Stretch = { text: '', kind: 'end' };
const plain = (text: string): Stretch => ({ text, kind: 'text' });
const code = (text: string): Stretch => ({ text, kind: 'code' });

/** What is shown of each part, and behind it that it ends. */
function* ended<Part>(parts: readonly Part[], read: (part: Part) => Iterable<Stretch>): Generator<Stretch> {
  for (const part of parts) {
    yield* read(part);
    yield end;
  }
}

function* ofBlock({ kind, pieces }: Block): Generator<Stretch> {
  for (const [index, source] of pieces.entries()) yield* ofPiece(kind, source, index === 0);
}

function ofPiece(kind: Block['kind'], source: string, first: boolean): Iterable<Stretch> {
  switch (kind) {
    case 'paragraph':
      return ofInline(parseInline(source));
    case 'heading':
      return ofInline(headingTokens(source, first));
    case 'code':
      return [code(source)];
    case 'quote':
      return ofBlocks(quoteTokens(source));
    case 'list':
      return ofList(listTokens(source));
    case 'table':
      return ofTable(source, first);
    case 'rule':
      return [];
  }
}

function* ofList(tokens: readonly MarkedToken[]): Generator<Stretch> {
  for (const token of tokens) yield* token.type === 'list' ? ofItems(token) : ofBlocks([token]);
}

function ofTable(source: string, head: boolean): Iterable<Stretch> {
  const [table] = parseBlocks(source);
  if (table?.type !== 'table') return [plain(source)];
  return ended([...(head ? table.header : []), ...table.rows.flat()], ({ tokens }) => ofInline(tokens));
}

function ofItems({ items }: Tokens.List, depth = 0): Iterable<Stretch> {
  return ended(items, ({ tokens }) => ofBlocks(tokens, depth));
}

function ofBlocks(tokens: readonly Token[], depth = 0): Iterable<Stretch> {
  return ended(tokens, (token) => ofNested(token as MarkedToken, depth));
}

function ofNested(token: MarkedToken, depth: number): Iterable<Stretch> {
  if (depth > deepestNesting) return [plain(token.raw)];
  switch (token.type) {
    case 'space':
    case 'hr':
      return [];
    case 'text':
      return ofToken(token, 0);
    case 'paragraph':
    case 'heading':
      return ofInline(token.tokens);
    case 'code':
      return [code(token.text)];
    case 'blockquote':
      return ofBlocks(token.tokens, depth + 1);
    case 'list':
      return ofItems(token, depth + 1);
    default:
      return [plain(token.raw)];
  }
}

function* ofInline(tokens: readonly Token[], depth = 0): Generator<Stretch> {
  for (const token of tokens) yield* ofToken(token as MarkedToken, depth);
}

function ofToken(token: MarkedToken, depth: number): Iterable<Stretch> {
  if (depth > deepestNesting) return [plain(token.raw)];
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del':
    case 'link':
      return ofInline(token.tokens, depth + 1);
    case 'codespan':
      return [{ text: token.text, kind: 'codespan' }];
    case 'image':
    case 'escape':
      return [plain(token.text)];
    case 'br':
      return [end];
    case 'text':
      return token.tokens === undefined ? [plain(token.text)] : ofInline(token.tokens, depth + 1);
    default:
      return [plain(token.raw)];
  }
}
