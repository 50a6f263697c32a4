import type { Stretch } from '#lib/markdown/shown-text.ts';
import { isUnspaced } from '#lib/corrections/tokens.ts';

/** A range of a text in UTF-16 units, `to` behind its last. */
export interface Range {
  from: number;
  to: number;
}

/** What is spoken of a text that is shown. */
export interface Speakable {
  text: string;
  /** Where its parts stand in what is shown, in order. What is in none of them is a pause that is not shown. */
  runs: readonly { at: number; shownAt: number; length: number }[];
}

const letters = String.raw`\p{L}\p{M}\p{N}`;
const unspacedScripts = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('');

/** What nobody sees, and what parts no word. */
const unseen = String.raw`[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]`;
const onlyUnseen = new RegExp(`^${unseen}+$`);

/** What a voice would spell out, or name, in place of leaving it out. */
const unspoken = new RegExp(
  [
    // An address goes on as long as its letters are of a script with spaces: in others the sentence goes on behind it, unless
    // they are its host's.
    String.raw`(?:https?:\/\/|www\.)(?:[${unspacedScripts}][${letters}\-]{0,62}\.)*(?:[!-~]|(?![${unspacedScripts}])[${letters}])+(?<![.,;:!?'"\)\]\}])`,
    String.raw`<\/?[a-z][^<>\n]{0,200}>`,
    String.raw`\p{RGI_Emoji}`,
    // Signs that are read as words stay; what an emoji was made of does not.
    String.raw`(?![#*0-9©®™‼⁉ℹ〽㊗㊙])[\p{Emoji_Presentation}\p{Extended_Pictographic}]`,
    String.raw`[\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\uFE0E\uFE0F\u20E3]`,
    String.raw`[\u2190-\u21FF\u2300-\u23FF\u2500-\u27BF\u2900-\u297F\u2B00-\u2BFF]`,
    String.raw`[*_\x60~^\|<>\\]+|#+(?!\p{N})`,
    unseen,
  ].join('|'),
  'giv',
);

/** Tutors set words that they talk about as code; what is more than words is code. */
const onlyWords = /^[\p{L}\p{M}][\p{L}\p{M}\s'’-]*$/u;

const speech = /[\p{L}\p{N}]/u;

/** Whether a voice has anything to say of a text. */
export function isSpeech(text: string): boolean {
  return speech.test(text);
}

/** What is spoken of what is shown: without emoji, addresses, marks and code, and with a line's end between two blocks. */
export function speakableText(shown: readonly Stretch[]): Speakable {
  const spoken = new SpokenText();
  let shownAt = 0;
  for (const line of linesOf(shown)) {
    const text = line.map((stretch) => stretch.text).join('');
    let from = 0;
    for (const { index, length } of left(line, text)) {
      spoken.add(text.slice(from, index), shownAt + from);
      if (!onlyUnseen.test(text.slice(index, index + length))) spoken.part();
      from = index + length;
    }
    spoken.add(text.slice(from), shownAt + from);
    spoken.endLine();
    shownAt += text.length;
  }
  return spoken;
}

/** The range of what is shown that a range of the spoken text stands in; `null` where it is not shown. */
export function shownRange({ runs }: Speakable, { from, to }: Range): Range | null {
  const within = runs.filter(({ at, length }) => at < to && at + length > from);
  const [first, last] = [within[0], within.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    from: first.shownAt + Math.max(0, from - first.at),
    to: last.shownAt + Math.min(last.length, to - last.at),
  };
}

/** A text that grows by what is spoken of the shown one. */
class SpokenText implements Speakable {
  text = '';
  readonly runs: { at: number; shownAt: number; length: number }[] = [];
  #parted = false;
  #lineEnded = false;

  add(text: string, shownAt: number): void {
    if (text === '') return;
    if (this.#lineEnded && this.text !== '' && !this.text.endsWith('\n')) this.text += '\n';
    this.#lineEnded = false;
    // What stood between two words still parts them.
    if (this.#parted && /\S$/.test(this.text) && new RegExp(`^[${letters}]`, 'u').test(text)) {
      if (!isUnspaced(text.charAt(0))) this.text += ' ';
    }
    this.#parted = false;
    this.runs.push({ at: this.text.length, shownAt, length: text.length });
    this.text += text;
  }

  part(): void {
    this.#parted = true;
  }

  endLine(): void {
    this.#parted = false;
    this.#lineEnded = true;
  }
}

function linesOf(shown: readonly Stretch[]): Stretch[][] {
  const lines: Stretch[][] = [[]];
  for (const stretch of shown) {
    if (stretch.kind === 'end') lines.push([]);
    else lines.at(-1)?.push(stretch);
  }
  return lines.filter((line) => line.length > 0);
}

/** What is left out of a line, in order. */
function* left(line: readonly Stretch[], text: string): Generator<{ index: number; length: number }> {
  let index = 0;
  let spokenFrom = 0;
  for (const { text: own, kind } of line) {
    // A quote is help in the learner's own language (`lib/tutor/help-lines.ts`).
    if (kind === 'code' || kind === 'quote' || (kind === 'codespan' && !onlyWords.test(own))) {
      yield* unspokenIn(text, spokenFrom, index);
      yield { index, length: own.length };
      spokenFrom = index + own.length;
    }
    index += own.length;
  }
  yield* unspokenIn(text, spokenFrom, text.length);
}

function* unspokenIn(text: string, from: number, to: number): Generator<{ index: number; length: number }> {
  for (const match of text.slice(from, to).matchAll(unspoken)) {
    yield { index: from + match.index, length: match[0].length };
  }
}
