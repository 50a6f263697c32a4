import type { NewWord } from '#lib/db/word-rows.ts';
import { t, type MessageKey } from '#lib/i18n/message.ts';
import { partOfSpeechIn } from '#lib/words/part-of-speech.ts';

type PartOfSpeech = NewWord['partOfSpeech'];

const partNames = {
  noun: 'grammar_noun',
  verb: 'grammar_verb',
  adj: 'grammar_adj',
  adv: 'grammar_adv',
  pron: 'grammar_pron',
  det: 'grammar_det',
  adp: 'grammar_adp',
  conj: 'grammar_conj',
  num: 'grammar_num',
  intj: 'grammar_intj',
  part: 'grammar_part',
  phrase: 'grammar_phrase',
  other: 'grammar_other',
} satisfies Record<PartOfSpeech, MessageKey>;

const grammarNames: Readonly<Record<string, MessageKey>> = {
  ...partNames,
  m: 'grammar_m',
  f: 'grammar_f',
  n: 'grammar_n',
  mf: 'grammar_mf',
  pl: 'grammar_pl',
};

/** "noun, feminine" for a core list's "noun f". Tags that only its inflection goes by are left out. */
export function grammarWords(grammar: string): string {
  return grammar
    .split(' ')
    .flatMap((name) => (grammarNames[name] === undefined ? [] : [t(grammarNames[name])]))
    .join(', ');
}

/** A part of speech's name. */
export function partOfSpeechName(part: PartOfSpeech): string {
  return t(partNames[part]);
}

/** "noun, feminine" of a word; empty where nobody has said. */
export function grammarOf({ partOfSpeech, gender }: Pick<NewWord, 'partOfSpeech' | 'gender'>): string {
  return partOfSpeech === 'other' ? '' : grammarWords([partOfSpeech, gender].join(' '));
}

/** What parts of speech and genders are called, by what words carry for them. */
export function namesOfGrammar(): Record<string, string> {
  return Object.fromEntries(Object.entries(grammarNames).map(([tag, key]) => [tag, t(key)]));
}

/** The part of speech that a core list's tags ("noun f") or a tutor's own words ("Noun, feminine") begin with. */
export function readPartOfSpeech(grammar: string): PartOfSpeech {
  return partOfSpeechIn(grammar, namesOfGrammar());
}
