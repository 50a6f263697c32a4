import type { CommandOutput } from '#lib/commands/table.ts';
import type { NewWord } from '#lib/db/word-rows.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { readPartOfSpeech } from '#components/ui/grammar-words.ts';

interface MetWord {
  /** As it stands in the sentence. */
  surface: string;
  sentence: string;
  /** BCP 47 tag. */
  language: string;
  settings: Pick<Settings, 'learnerLanguage'>;
  conversationId: number;
}

type Gloss = NonNullable<CommandOutput<'words.gloss'>['gloss']>;

/** The word that a learner would learn, from what it means and where it was met. */
export function wordOfGloss(
  { lemma, grammar, translation, band, source }: Gloss,
  { surface, sentence, language, settings, conversationId }: MetWord,
): NewWord {
  const gender = source === 'list' ? grammar.split(' ').find((tag) => ['m', 'f', 'n', 'mf'].includes(tag)) : undefined;
  return {
    language,
    // What a core list says is English, whoever reads it.
    learnerLanguage: source === 'list' ? 'en' : settings.learnerLanguage,
    lemma,
    partOfSpeech: readPartOfSpeech(grammar),
    translation,
    surface,
    // A message without an end is no sentence to learn from.
    sentence: sentence.length > longestSentence ? '' : sentence,
    conversationId,
    ...(gender !== undefined && { gender }),
    ...(band !== undefined && { level: band }),
  };
}

/** In UTF-16 units. */
const longestSentence = 500;
