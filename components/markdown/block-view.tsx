import { memo, type ReactNode } from 'react';
import type { Block } from '#lib/markdown/blocks.ts';
import { listMarker } from '#lib/markdown/lines.ts';
import { parseBlocks, parseInline } from '#lib/markdown/parse.ts';
import { headingTokens, listTokens, quoteTokens } from '#lib/markdown/pieces.ts';
import { inOrder } from '#components/ui/in-order.ts';
import { closeMarks } from './close-marks.ts';
import { drawBlocks, drawInline, drawItems, drawRows } from './tokens.tsx';

interface BlockViewProps {
  block: Block;
  /** The end of the block is still arriving. */
  growing: boolean;
}

/** One block of a text. */
export const BlockView = memo(function BlockView({ block, growing }: BlockViewProps) {
  const { kind, pieces } = block;
  const draw = (Piece: PieceView) =>
    inOrder(pieces, (source, index) => (
      <Piece source={source} growing={growing && index === pieces.length - 1} first={index === 0} />
    ));
  switch (kind) {
    case 'paragraph':
      return <p dir="auto">{draw(TextPiece)}</p>;
    case 'heading':
      // Not a heading of the page: its outline is Patter's own.
      return (
        <p dir="auto" className="markdown-heading">
          {draw(HeadingPiece)}
        </p>
      );
    case 'code':
      return (
        <pre dir="ltr">
          <code>{draw(CodePiece)}</code>
        </pre>
      );
    case 'quote':
      return <blockquote dir="auto">{draw(QuotePiece)}</blockquote>;
    case 'list':
      return <List firstLine={pieces[0] ?? ''}>{draw(ListPiece)}</List>;
    case 'table':
      return (
        <div className="markdown-table">
          <table dir="auto">{draw(TablePiece)}</table>
        </div>
      );
    case 'rule':
      return <hr />;
  }
});

interface PieceProps {
  source: string;
  growing: boolean;
  first: boolean;
}

type PieceView = ReturnType<typeof pieceView>;

/** A view of a piece, which parses it once for as long as it stays the same. */
function pieceView(draw: (source: string, first: boolean) => ReactNode) {
  return memo(function Piece({ source, growing, first }: PieceProps) {
    return draw(growing ? closeMarks(source) : source, first);
  });
}

const TextPiece = pieceView((source) => drawInline(parseInline(source)));

const HeadingPiece = pieceView((source, first) => drawInline(headingTokens(source, first)));

const CodePiece = pieceView((source) => source);

const QuotePiece = pieceView((source) => drawBlocks(quoteTokens(source)));

const ListPiece = pieceView((source) =>
  inOrder(listTokens(source), (token) => (token.type === 'list' ? drawItems(token) : <li>{drawBlocks([token])}</li>)),
);

const TablePiece = pieceView((source, first) => {
  const [table] = parseBlocks(source);
  return table?.type === 'table' ? (
    drawRows(table, first)
  ) : (
    <tbody>
      <tr>
        <td>{source}</td>
      </tr>
    </tbody>
  );
});

function List({ firstLine, children }: { firstLine: string; children: ReactNode }) {
  const start = listMarker(firstLine.slice(0, firstLine.indexOf('\n') >>> 0))?.number ?? null;
  return start === null ? (
    <ul dir="auto">{children}</ul>
  ) : (
    <ol dir="auto" start={start}>
      {children}
    </ol>
  );
}
