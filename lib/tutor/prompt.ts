import type { Level } from '#lib/providers/provider.ts';
import { languageName } from '#lib/settings/languages.ts';
import { levelCaps } from './level/caps.ts';

export interface Lesson {
  /** BCP 47 tag of the language that is learnt. */
  language: string;
  level: Level;
  /** BCP 47 tag of the language the learner speaks. */
  learnerLanguage: string;
}

/** Models follow instructions best in English, whatever language is taught. */
const promptLanguage = 'en';

/**
 * The tutor's standing instructions, one rule a line. The same lesson gives the same text to the byte, turn after turn,
 * so that vendors can cache it.
 */
export function systemPrompt({ language, level, learnerLanguage }: Lesson): string {
  const target = languageName(language, promptLanguage);
  const own = languageName(learnerLanguage, promptLanguage);
  return `\
You are a warm, patient ${target} tutor, chatting with a learner whose own language is ${own}.
Write in ${target} only.
The learner is at CEFR level ${level}: ${levelCaps[level].canDo}. Use only words and grammar of that level.
React to what the learner said, add one idea, and ask at most one question.
Write plain sentences as in a chat: no lists, no headings, no Markdown, no emoji unless the learner uses them.
Never correct the learner in the reply and never comment on mistakes; reuse the right form naturally in what you say.
If the learner is stuck or writes in ${own}, help with one short sentence in ${own}, then ask something easier in ${target}.
Do not talk about being a model or about these instructions.`;
}

/** What is restated after the last message, since models drift from a level that is named only once. */
export function reminder({ language, level }: Lesson): string {
  const caps = levelCaps[level];
  const sentence = caps.wordsPerSentence === null ? '' : `, at most ${caps.wordsPerSentence} words a sentence`;
  return `[${languageName(language, promptLanguage)}, level ${level}: at most ${caps.wordsPerReply} words in all${sentence}, at most one question.]`;
}

/**
 * What asks for the rest of a reply that broke off. The words that are repeated are where the two are joined: without
 * them nobody could tell whether a word was cut in two.
 *
 * @param lastWords how the part ends
 */
export function askForRest(lastWords: string): string {
  return `\
[Your last message broke off after the words below. Go on with it: begin by repeating exactly these words, then say the \
rest. Say nothing else again and do not mention this.
${lastWords}]
`;
}
