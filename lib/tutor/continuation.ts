import type { TurnPart } from './run-turn.ts';

const wordCharacter = /[\p{L}\p{M}\p{N}]/u;

/** Scripts that put no spaces between words: any of their characters may begin one. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uffef]/u;

/** What models like to begin a continuation with. */
const leadIn = /^(?:\s|…|\.\.\.)+/;

/** How much of the part a model is asked to repeat, in UTF-16 units at the least. */
const repeated = 24;

/** The end of a part, from the beginning of a word: what a model is asked to begin its continuation with. */
export function lastWords(part: string): string {
  const words = part.trimEnd();
  let start = Math.max(0, words.length - repeated);
  while (start > 0 && !beginsWord(words, start)) start -= 1;
  return words.slice(start);
}

/**
 * The parts of a reply that goes on from one that broke off, without what it says again: whatever at its beginning
 * stands at the end of the old text already. What may still turn out to be said again is held back.
 *
 * @param startsOver the tutor can not be told where to go on, and says the whole reply once more. Where that turns out
 * to be another reply, it replaces the old one.
 */
export async function* goOn(
  parts: AsyncIterable<TurnPart>,
  old: string,
  startsOver: boolean,
): AsyncGenerator<TurnPart> {
  const way = startsOver ? wholeReply : rest;
  /** The beginning of the new text, as long as it can not be told from the old. */
  let held: string | null = '';
  for await (const part of parts) {
    if (part.type === 'text' && held !== null) {
      held += part.text;
      if (way.mayRepeat(held, old)) continue;
      yield* way.settle(held, old);
      held = null;
    } else if (part.type === 'retract') {
      held = '';
      yield part;
      yield { type: 'text', text: old };
    } else {
      if (part.type === 'finish' && held !== null && !startsOver && !old.trimEnd().endsWith(held.trim())) {
        yield* way.settle(held, old);
      }
      yield part;
    }
  }
}

/** For a tutor that says the whole reply once more. */
const wholeReply = {
  mayRepeat: (text: string, old: string) => old.startsWith(text),
  *settle(text: string, old: string): Generator<TurnPart> {
    if (text.startsWith(old)) {
      yield { type: 'text', text: text.slice(old.length) };
    } else {
      yield { type: 'retract' };
      yield { type: 'text', text };
    }
  },
};

/** For a tutor that was asked for the rest. */
const rest = {
  mayRepeat(text: string, old: string): boolean {
    const said = text.replace(leadIn, '');
    for (let start = old.indexOf(said); start >= 0; start = old.indexOf(said, start + 1)) {
      if (said === '' || beginsWord(old, start)) return true;
    }
    return false;
  },
  *settle(text: string, old: string): Generator<TurnPart> {
    const said = text.replace(leadIn, '');
    const ended = old.trimEnd();
    const overlap = overlapOf(ended, said);
    const fresh = overlap === 0 ? spaceBetween(old, text, said) + said : said.slice(overlap);
    // The white space at the seam is there once.
    const added = ended === old ? fresh : fresh.trimStart();
    if (added !== '') yield { type: 'text', text: added };
  },
};

/** How much at the beginning of a text stands at the end of the old one already: from the beginning of a word on. */
function overlapOf(old: string, text: string): number {
  for (let start = Math.max(0, old.length - text.length); start < old.length; start += 1) {
    if (beginsWord(old, start) && text.startsWith(old.slice(start))) return old.length - start;
  }
  return 0;
}

/** Whether a text may have been split here by somebody who counts in words. */
function beginsWord(text: string, index: number): boolean {
  const before = lastCharacter(text.slice(Math.max(0, index - 2), index));
  const first = firstCharacter(text.slice(index, index + 2));
  if (before === '' || unspaced.test(first)) return true;
  return /\s/.test(before) ? /\S/.test(first) : wordCharacter.test(first) && !wordCharacter.test(before);
}

/** What belongs between two texts of which neither says it: models leave out the space at the beginning of a text. */
function spaceBetween(old: string, text: string, said: string): string {
  if (/^\s/.test(text)) return ' ';
  const last = lastCharacter(old.slice(-2));
  const first = firstCharacter(said.slice(0, 2));
  if (unspaced.test(last) || unspaced.test(first)) return '';
  return /[\p{L}\p{N}\p{Ps}\p{Pi}¿¡]/u.test(first) && /[\p{L}\p{M}\p{N}\p{Po}\p{Pe}\p{Pf}]/u.test(last) ? ' ' : '';
}

function firstCharacter(text: string): string {
  return [...text].at(0) ?? '';
}

function lastCharacter(text: string): string {
  return [...text].at(-1) ?? '';
}
