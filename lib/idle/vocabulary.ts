import { fold } from '#lib/corrections/fold.ts';
import { isInOwnScript } from '#lib/corrections/script.ts';
import { isUnspaced } from '#lib/corrections/tokens.ts';
import type { NewWord } from '#lib/db/word-rows.ts';
import { levels, type Level } from '#lib/providers/provider.ts';
import type { CoreList, CoreWord } from '#lib/tutor/level/core-list.ts';
import { wordsOf } from '#lib/tutor/level/words.ts';
import type { FoundWord } from '#lib/tutor/tasks/extract.ts';
import { agree } from '#lib/words/genders.ts';

/** What words are held against. */
export interface WordGround {
  /** BCP 47 tags. */
  language: string;
  learnerLanguage: string;
  level: Level;
  conversationId: number;
  /** The messages that the model was shown, in that order. */
  messages: readonly { id: string; text: string }[];
  list: CoreList | null;
  /** Lemmas that the learner knows, in lower case. */
  known: ReadonlySet<string>;
}

/** Parts of speech that carry meaning, as word cards call them. All others are function words, names or none at all. */
const contentTags: Readonly<Record<string, NewWord['partOfSpeech']>> = {
  NOUN: 'noun',
  VERB: 'verb',
  ADJ: 'adj',
  ADV: 'adv',
  NUM: 'num',
  INTJ: 'intj',
};

const functionClasses: ReadonlySet<CoreWord['wordClass']> = new Set(['pron', 'det', 'adp', 'conj', 'part']);

/** In UTF-16 units: what is longer is no word, no translation and no sentence to learn from. */
const longestLemma = 60;
const longestTranslation = 80;
const longestSentence = 300;
const longestNote = 120;

/**
 * The words that can be suggested: those that stand where the model says they stand, carry meaning, and are not known yet.
 * Whatever else it found is dropped.
 */
export function keepWords(found: readonly FoundWord[], ground: WordGround): NewWord[] {
  const kept = new Map<string, NewWord>();
  for (const item of found) {
    const word = keepWord(item, ground);
    const sense =
      word && [word.lemma, word.partOfSpeech, word.translation].map((part) => lower(part, ground)).join('\n');
    if (word !== null && sense !== null && !kept.has(sense)) kept.set(sense, word);
  }
  return [...kept.values()];
}

function keepWord(item: FoundWord, ground: WordGround): NewWord | null {
  const { language, learnerLanguage, conversationId, list } = ground;
  const message = ground.messages[item.message - 1];
  const [surface, lemma, translation, sentence] = [item.surface, item.lemma, item.translation, item.sentence].map(
    (part) => part.normalize('NFC').trim(),
  ) as [string, string, string, string];
  const partOfSpeech = contentTags[item.pos.trim().toUpperCase()];
  if (message === undefined || partOfSpeech === undefined) return null;
  if (!fits(lemma, longestLemma) || !fits(translation, longestTranslation) || !fits(sentence, longestSentence))
    return null;
  if (!standsIn(surface, sentence, language) || !fold(message.text).includes(fold(sentence))) return null;
  if (item.isName === true || isName(surface, lemma, sentence, language)) return null;
  const entries = entriesOf(surface, lemma, list);
  if (entries.length > 0 && entries.every(({ wordClass }) => functionClasses.has(wordClass))) return null;
  if (isKnown(lemma, surface, entries, ground)) return null;
  if (saysNothing(translation, surface, lemma, language) || isInOwnScript(translation, learnerLanguage, language))
    return null;
  const listed = entries.find(({ wordClass }) => wordClass === partOfSpeech);
  const gender = partOfSpeech === 'noun' ? genderOfNoun(item, lemma, listed, language) : {};
  if (gender === null) return null;
  const level = listed?.band ?? levels.find((name) => name === item.cefr?.trim().toUpperCase());
  return {
    language,
    learnerLanguage,
    lemma,
    partOfSpeech,
    ...gender,
    ...note('forms', item.forms),
    ...note('reading', item.reading),
    translation,
    surface,
    sentence,
    messageId: message.id,
    conversationId,
    ...(level !== undefined && { level }),
  };
}

function fits(text: string, longest: number): boolean {
  return text !== '' && text.length <= longest && /\p{L}/u.test(text);
}

/** Whether words stand in a sentence as they are, and not within other words where words are parted. */
function standsIn(surface: string, sentence: string, language: string): boolean {
  if (surface === '' || !/\p{L}/u.test(surface)) return false;
  const starts = new Set<number>();
  const ends = new Set<number>();
  for (const { start, end, text } of wordsOf(sentence, language)) {
    starts.add(start);
    ends.add(end);
    // L'ami, dell'arte: what is elided is a word of its own.
    for (const { index } of text.matchAll(/['’]/g)) starts.add(start + index + 1);
  }
  const unparted = isUnspaced(surface);
  for (let at = sentence.indexOf(surface); at !== -1; at = sentence.indexOf(surface, at + 1)) {
    if (unparted || (starts.has(at) && ends.has(at + surface.length))) return true;
  }
  return false;
}

/** A capital that nothing but a name explains. German has it on every noun, and many scripts have none. */
function isName(surface: string, lemma: string, sentence: string, language: string): boolean {
  if (primary(language) === 'de') return false;
  if (/^\p{Lu}/u.test(lemma)) return true;
  const [first] = wordsOf(sentence, language);
  return /^\p{Lu}/u.test(surface) && first !== undefined && !first.text.startsWith(surface);
}

function entriesOf(surface: string, lemma: string, list: CoreList | null): readonly CoreWord[] {
  const ofLemma = list?.find(lemma) ?? [];
  return ofLemma.length > 0 ? ofLemma : (list?.find(surface) ?? []);
}

function isKnown(lemma: string, surface: string, entries: readonly CoreWord[], ground: WordGround): boolean {
  const { known, level } = ground;
  if (known.has(lower(lemma, ground)) || known.has(lower(surface, ground))) return true;
  return entries.some(
    ({ lemma: listed, band }) => known.has(lower(listed, ground)) || levels.indexOf(band) <= levels.indexOf(level),
  );
}

/** A translation that is the word itself teaches nothing. */
function saysNothing(translation: string, surface: string, lemma: string, language: string): boolean {
  const bare = (text: string): string =>
    fold(text)
      .toLocaleLowerCase(language)
      .normalize('NFD')
      .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return bare(translation) === bare(surface) || bare(translation) === bare(lemma);
}

/** What the core list says of a noun is right; what the model says has to agree with it, and with itself. */
function genderOfNoun(
  { gender, article }: FoundWord,
  lemma: string,
  listed: CoreWord | undefined,
  language: string,
): ReturnType<typeof agree> {
  const told = agree(primary(language), lemma, gender ?? '', article ?? '');
  const tags = listed?.tags.filter((tag) => /^(m|f|n)$/.test(tag)) ?? [];
  if (told === null || tags.length !== 1) return told;
  const [tag = ''] = tags;
  return told.gender === undefined
    ? agree(primary(language), lemma, tag, told.article ?? '')
    : told.gender === tag
      ? told
      : null;
}

function note<Name extends 'forms' | 'reading'>(
  name: Name,
  text: string | null | undefined,
): { [Key in Name]?: string } {
  const trimmed = text?.normalize('NFC').trim() ?? '';
  return (trimmed === '' || trimmed.length > longestNote ? {} : { [name]: trimmed }) as { [Key in Name]?: string };
}

function lower(text: string, { language }: WordGround): string {
  return text.toLocaleLowerCase(language);
}

function primary(language: string): string {
  return new Intl.Locale(language).language;
}
