import {
  closesFence,
  isBlank,
  isHeading,
  isQuote,
  isRule,
  isTableHead,
  isTooDeep,
  listMarker,
  openingFence,
  type Fence,
} from './lines.ts';

export type BlockKind = 'paragraph' | 'heading' | 'code' | 'list' | 'quote' | 'table' | 'rule';

/**
 * One block of a text. `pieces` are its source in stretches of bounded length that can each be parsed alone: together
 * they are the block. Each piece of a table begins with the table's header.
 */
export interface Block {
  readonly kind: BlockKind;
  readonly pieces: readonly string[];
}

/** A block that may still grow. `growing` is its last piece. */
export interface OpenBlock extends Block {
  readonly growing: string;
  readonly fence?: Fence;
  readonly listMark?: string;
  /** Whether the line before was blank, after which a list may go on or not. */
  readonly afterBlank: boolean;
  /** A table's first two lines. */
  readonly header: string;
}

/** How far a text has been cut into blocks. */
export interface BlockState {
  readonly open: OpenBlock | null;
  /** The open block's last line has not ended: whatever comes is part of it, whatever it looks like. */
  readonly withinLine: boolean;
}

export const noBlocks: BlockState = { open: null, withinLine: false };

export interface Step {
  state: BlockState;
  /** The block that ended, if one did. */
  finished: Block | null;
}

/** A piece is ended at the first good place after this many UTF-16 units, */
export const longPiece = 1_500;
/** and a block that offers no good place is ended after this many. */
const longestPiece = 4 * longPiece;

/** Takes one line, or, where `ended` is false, the part of it that is there. `line` has no line end. */
export function takeLine(state: BlockState, line: string, ended: boolean): Step {
  const { open } = state;
  const end = ended ? '\n' : '';
  if (state.withinLine && open !== null) {
    if (open.growing.length <= longestPiece || boundless(open)) return settle(append(open, line + end), ended);
    return { ...settle(paragraph(line + end), ended), finished: close(open) };
  }
  if (open?.fence && closesFence(line, open.fence)) return { state: noBlocks, finished: close(open) };
  if (open?.fence) return settle(append(open, line + end), ended);
  if (open !== null && open.growing.length <= longestPiece) {
    const next = goOn(open, line, end);
    if (next !== null) return settle(next, ended);
  }
  return { ...begin(line, end), finished: open && close(open) };
}

/** The block as it stands. */
export function close({ kind, pieces, growing, header }: OpenBlock): Block {
  return { kind, pieces: growing === header && pieces.length > 0 ? pieces : [...pieces, growing] };
}

/** The open block with this line in it, or `null` where the line does not belong to it. */
function goOn(open: OpenBlock, line: string, end: string): OpenBlock | null {
  if (isTooDeep(line)) return open.kind === 'paragraph' ? append(open, line + end) : null;
  switch (open.kind) {
    case 'paragraph':
      if (open.pieces.length === 0 && isTableHead(open.growing, line)) {
        const header = open.growing + line + end;
        return { ...open, kind: 'table', growing: header, header };
      }
      return isBlank(line) || startsBlock(line, true) ? null : append(open, line + end);
    case 'list':
      return goOnList(open, line, end);
    case 'quote':
      if (isQuote(line)) return append(cut(open), line + end);
      return isBlank(line) || startsBlock(line, false) ? null : append(open, line + end);
    case 'table':
      return line.includes('|') && !startsBlock(line, false) ? append(cut(open), line + end) : null;
    default:
      return null;
  }
}

function goOnList(open: OpenBlock, line: string, end: string): OpenBlock | null {
  if (isBlank(line)) return { ...append(open, line + end), afterBlank: true };
  const { afterBlank } = open;
  const list = { ...open, afterBlank: false };
  if (/^(?: {2}|\t)/.test(line)) return append(list, line + end);
  const marker = isRule(line) ? null : listMarker(line);
  if (marker !== null) return marker.mark === open.listMark ? append(cut(list), line + end) : null;
  return afterBlank || startsBlock(line, false) ? null : append(list, line + end);
}

function begin(line: string, end: string): Pick<Step, 'state'> {
  if (isBlank(line)) return { state: noBlocks };
  const withinLine = end === '';
  const kind = kindOf(line);
  const open = { ...paragraph(line + end), kind };
  const fence = kind === 'code' ? openingFence(line) : null;
  if (fence !== null) return { state: { open: { ...open, growing: '', fence }, withinLine } };
  const listMark = kind === 'list' ? listMarker(line)?.mark : undefined;
  return { state: { open: listMark === undefined ? open : { ...open, listMark }, withinLine } };
}

function paragraph(source: string): OpenBlock {
  return { kind: 'paragraph', pieces: [], growing: source, afterBlank: false, header: '' };
}

function kindOf(line: string): BlockKind {
  if (isTooDeep(line)) return 'paragraph';
  if (openingFence(line) !== null) return 'code';
  if (isHeading(line)) return 'heading';
  if (isRule(line)) return 'rule';
  if (isQuote(line)) return 'quote';
  return listMarker(line) === null ? 'paragraph' : 'list';
}

/** Whether a line can only be a new block. Within a paragraph, a number begins a list only where it is 1. */
function startsBlock(line: string, inParagraph: boolean): boolean {
  const kind = kindOf(line);
  if (kind !== 'list' || !inParagraph) return kind !== 'paragraph';
  const marker = listMarker(line);
  return marker !== null && !marker.empty && (marker.number === null || marker.number === 1);
}

/** Ends the growing piece where it is long enough; what follows can be parsed without it. */
function cut(open: OpenBlock): OpenBlock {
  if (open.growing.length <= longPiece) return open;
  return { ...open, pieces: [...open.pieces, open.growing], growing: open.header };
}

function append(open: OpenBlock, text: string): OpenBlock {
  const room = boundless(open) ? cut(open) : open;
  return { ...room, growing: room.growing + text };
}

/** Whether a block's source can be cut anywhere. */
function boundless(open: OpenBlock): boolean {
  return open.kind === 'paragraph' || open.kind === 'code';
}

function settle(open: OpenBlock, ended: boolean): Step {
  return { state: { open, withinLine: !ended }, finished: null };
}
