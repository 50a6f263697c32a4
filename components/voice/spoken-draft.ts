import { joinWords } from '#lib/recognition/join-words.ts';
import type { Heard } from '#lib/recognition/listening.ts';

/** A text that is being spoken into: what is heard stands between what was there before and what stays behind it. */
export interface SpokenDraft {
  before: string;
  /** What was said, as far as it is certain. */
  said: string;
  /** What is being said, as far as it is understood. */
  interim: string;
  after: string;
}

/** The parts of a text that is spoken into, as they stand in it: put together they are the text. */
interface Stretches {
  before: string;
  said: string;
  interim: string;
  after: string;
}

/** A text that is about to be spoken into, at the caret. @param caret in UTF-16 units */
export function placeSpoken(text: string, caret: number): SpokenDraft {
  return { before: text.slice(0, caret), said: '', interim: '', after: text.slice(caret) };
}

/** The same with what has been heard by now in its place. */
export function speakInto({ before, after }: SpokenDraft, { said, interim }: Heard): SpokenDraft {
  return { before, after, said: said.map(([first = '']) => first).reduce(joinWords, ''), interim };
}

/** The parts of the text with the spaces that are between them. */
export function stretchesOf({ before, said, interim, after }: SpokenDraft): Stretches {
  const upToSaid = joinWords(before, said);
  const upToInterim = joinWords(upToSaid, interim);
  const whole = joinWords(upToInterim, after);
  return {
    before,
    said: upToSaid.slice(before.length),
    interim: upToInterim.slice(upToSaid.length),
    after: whole.slice(upToInterim.length),
  };
}

/** The whole text. */
export function textOf(draft: SpokenDraft): string {
  const { before, said, interim, after } = stretchesOf(draft);
  return before + said + interim + after;
}

/**
 * What the learner has typed meanwhile, around what is heard.
 * @returns `null` where it was typed into what is heard: from then on it is the learner's own
 */
export function retype(draft: SpokenDraft, text: string): SpokenDraft | null {
  const { before, said, interim, after } = stretchesOf(draft);
  const heard = said + interim;
  if (heard === '') return null;
  if (text.endsWith(heard + after)) {
    return { ...draft, before: text.slice(0, text.length - heard.length - after.length) };
  }
  return text.startsWith(before + heard) ? { ...draft, after: text.slice(before.length + heard.length) } : null;
}
