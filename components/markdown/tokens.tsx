import type { MarkedToken, Token, Tokens } from 'marked';
import type { ReactNode } from 'react';
import { deepestNesting } from '#lib/markdown/lines.ts';
import { inOrder } from '#components/ui/in-order.ts';

/**
 * Tokens as elements. Only what is listed here becomes an element; everything else is drawn as the text it was written
 * as. Links and images become their text: nothing that a tutor writes can be fetched or followed.
 */
export function drawInline(tokens: readonly Token[], depth = 0): ReactNode {
  return inOrder(tokens, (token) => drawInlineToken(token as MarkedToken, depth));
}

function drawInlineToken(token: MarkedToken, depth: number): ReactNode {
  if (depth > deepestNesting) return token.raw;
  switch (token.type) {
    case 'strong':
      return <strong>{drawInline(token.tokens, depth + 1)}</strong>;
    case 'em':
      return <em>{drawInline(token.tokens, depth + 1)}</em>;
    case 'del':
      return <del>{drawInline(token.tokens, depth + 1)}</del>;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'link':
      return drawInline(token.tokens, depth + 1);
    case 'image':
    case 'escape':
      return token.text;
    case 'br':
      return <br />;
    case 'text':
      return token.tokens === undefined ? token.text : drawInline(token.tokens, depth + 1);
    default:
      return token.raw;
  }
}

/** Blocks within a list item or a quote, in whose direction they are all written. */
export function drawBlocks(tokens: readonly Token[], depth = 0): ReactNode {
  return inOrder(tokens, (token) => drawBlock(token as MarkedToken, depth));
}

function drawBlock(token: MarkedToken, depth: number): ReactNode {
  if (depth > deepestNesting) return token.raw;
  switch (token.type) {
    case 'space':
      return null;
    case 'text':
      return drawInlineToken(token, 0);
    case 'paragraph':
      return <p>{drawInline(token.tokens)}</p>;
    case 'heading':
      return <p className="markdown-heading">{drawInline(token.tokens)}</p>;
    case 'code':
      return (
        <pre dir="ltr">
          <code>{token.text}</code>
        </pre>
      );
    case 'blockquote':
      return <blockquote>{drawBlocks(token.tokens, depth + 1)}</blockquote>;
    case 'list':
      return token.ordered ? (
        <ol start={Number(token.start)}>{drawItems(token, depth + 1)}</ol>
      ) : (
        <ul>{drawItems(token, depth + 1)}</ul>
      );
    case 'hr':
      return <hr />;
    default:
      return token.raw;
  }
}

/** A list's items, without the list around them. */
export function drawItems(list: Tokens.List, depth = 0): ReactNode {
  return inOrder(list.items, (item) => <li>{drawBlocks(item.tokens, depth)}</li>);
}

/** A table's rows, with its head where `head` is set. */
export function drawRows(table: Tokens.Table, head: boolean): ReactNode {
  return (
    <>
      {head && (
        <thead>
          <tr>{inOrder(table.header, (cell) => drawCell('th', cell))}</tr>
        </thead>
      )}
      <tbody>
        {inOrder(table.rows, (row) => (
          <tr>{inOrder(row, (cell) => drawCell('td', cell))}</tr>
        ))}
      </tbody>
    </>
  );
}

function drawCell(Cell: 'td' | 'th', { align, tokens }: Tokens.TableCell): ReactNode {
  return <Cell data-align={align ?? undefined}>{drawInline(tokens)}</Cell>;
}
