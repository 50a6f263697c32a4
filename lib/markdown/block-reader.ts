import { close, longPiece, noBlocks, takeLine, type Block, type BlockState, type Step } from './blocks.ts';
import { isBareMark } from './lines.ts';

/** A text as blocks. Groups and the blocks in them keep their identity while the text grows, so that a renderer can skip them. */
export interface Blocks {
  /** Finished blocks, in groups of one size. */
  readonly groups: readonly (readonly Block[])[];
  /** Finished blocks that do not fill a group yet, and then what can still change. */
  readonly current: readonly Block[];
}

const groupSize = 32;

/**
 * Cuts a growing text into Markdown blocks. Only what came since the last call, and the block that is growing, is looked
 * at: reading a text of n units as it grows costs O(n), since every stretch that is looked at again is bounded.
 */
export class BlockReader {
  #text = '';
  #offset = 0;
  #state: BlockState = noBlocks;
  #groups: readonly (readonly Block[])[] = [];
  #recent: readonly Block[] = [];

  /**
   * The blocks of a text. A text that is not the last one grown longer is read from its beginning.
   * @param arriving whether more may follow: what is only the beginning of a mark is left out until it can be told.
   */
  read(text: string, arriving: boolean): Blocks {
    if (!text.startsWith(this.#text)) this.#reset();
    this.#text = text;
    this.#takeLines();
    const tail = this.#tail(text.slice(this.#offset), arriving);
    return { groups: this.#groups, current: [...this.#recent, ...tail] };
  }

  #reset(): void {
    this.#offset = 0;
    this.#state = noBlocks;
    this.#groups = [];
    this.#recent = [];
  }

  #takeLines(): void {
    for (;;) {
      const lineEnd = this.#text.indexOf('\n', this.#offset);
      const end = lineEnd === -1 ? this.#text.length : lineEnd;
      if (end - this.#offset > longPiece) {
        const part = this.#text.slice(this.#offset, this.#offset + longPiece);
        this.#take(takeLine(this.#state, part.slice(0, sentenceEnd(part)), false), sentenceEnd(part));
      } else if (lineEnd === -1) {
        return;
      } else {
        const line = this.#text.slice(this.#offset, end).replace(/\r$/, '');
        this.#take(takeLine(this.#state, line, true), end + 1 - this.#offset);
      }
    }
  }

  #take({ state, finished }: Step, length: number): void {
    this.#offset += length;
    this.#state = state;
    if (finished === null) return;
    const recent = [...this.#recent, finished];
    if (recent.length === groupSize) this.#groups = [...this.#groups, recent];
    this.#recent = recent.length === groupSize ? [] : recent;
  }

  #tail(line: string, arriving: boolean): readonly Block[] {
    const { open, withinLine } = this.#state;
    if (line === '' || (arriving && !withinLine && isBareMark(line))) return open === null ? [] : [close(open)];
    const { state, finished } = takeLine(this.#state, line, false);
    return [finished, state.open && close(state.open)].filter((block) => block !== null);
  }
}

/**
 * Where to part a line that is too long for one piece: after its last sentence, else its last word, else anywhere but
 * within a character.
 */
function sentenceEnd(part: string): number {
  const sentences = /[.!?…؟۔।]["'”’»)\]]*\s|[。！？]["'”』」）]*/gu;
  let end = 0;
  for (const match of part.matchAll(sentences)) end = match.index + match[0].length;
  if (end > 0) return end;
  const space = part.lastIndexOf(' ') + 1;
  if (space > 0) return space;
  return part.length - (/[\uD800-\uDBFF]$/.test(part) ? 1 : 0);
}
