import { readGloss } from '#lib/db/read/words.ts';
import { keepGloss } from '#lib/db/write/words.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { canDo } from '#lib/providers/setup.ts';
import type { Level } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { sentencesOf, wordsOf } from '#lib/tutor/level/words.ts';
import { glossTask } from '#lib/tutor/tasks/gloss.ts';
import { runTask } from '#lib/tutor/tasks/task.ts';
import { signalOf, tutorFor, type AsideTools } from './about-reply.ts';

export interface WordGloss {
  lemma: string;
  /** Part of speech and gender: the list's own terms ("noun f"), or in the learner's words. */
  grammar: string;
  translation: string;
  /** The level that the word belongs to, where a core list says so. */
  band?: Level | undefined;
  /** Other ways to read the word, as for one form of two words. */
  others: { lemma: string; grammar: string; translation: string }[];
  source: 'list' | 'tutor';
}

interface PlaceInText {
  sentence: string;
  /** Where the word stands, in UTF-16 units. */
  at: number;
  /** BCP 47 tag. */
  language: string;
  level: Level;
}

/**
 * What the word at a place means: from the core list for those who read English, else as the tutor said before, else as it
 * says now. `gloss` is `null` where nobody can say. With it comes the sentence of the text that the word stands in.
 * @param waited whether somebody waits for it
 * @throws {PatterError}
 */
export async function glossWord(
  { sentence: text, at, language, level }: PlaceInText,
  settings: Settings,
  asides: AsideTools,
  waited = true,
): Promise<{ word: string; sentence: string; gloss: WordGloss | null }> {
  const word = wordsOf(text, language).find(({ start, end }) => start <= at && at < end)?.text ?? '';
  if (word === '') return { word, sentence: '', gloss: null };
  const sentence = sentencesOf(text, language).find(({ start, end }) => start <= at && at < end)?.text ?? word;
  return { word, sentence, gloss: await meaningOf({ word, sentence, language, level, waited }, settings, asides) };
}

interface WordInSentence {
  waited: boolean;
  word: string;
  sentence: string;
  language: string;
  level: Level;
}

async function meaningOf(
  { word, sentence, language, level, waited }: WordInSentence,
  settings: Settings,
  { access, tools }: AsideTools,
): Promise<WordGloss | null> {
  const { learnerLanguage } = settings;
  const asks = canDo(settings.tutor, 'gloss');
  const english = new Intl.Locale(learnerLanguage).language === 'en';
  const listed = await fromList(word, language, tools);
  // English is better than nothing, also for who speaks another language.
  if (listed !== null && (english || !asks)) return listed;
  const key = { language, learnerLanguage, word: word.toLocaleLowerCase(language) };
  const known = await readGloss(key);
  if (known !== undefined) return { ...known, others: [], source: 'tutor' };
  if (!asks) return null;
  const tutor = await tutorFor('gloss', settings, access);
  const lesson = { language, level, learnerLanguage };
  const context = { waited, conversationId: 0, turnId: crypto.randomUUID(), lesson, messages: [] };
  const gloss = await runTask(glossTask(word, sentence, lesson), tutor, context, signalOf()).catch(unlessUnsupported);
  if (gloss === null) return listed;
  // What can not be kept is asked for again some time.
  await keepGloss({ ...key, ...gloss }).catch(() => undefined);
  return { ...gloss, others: [], source: 'tutor', ...(listed?.band && { band: listed.band }) };
}

/** Not every tutor server has a model that can say it. */
function unlessUnsupported(error: unknown): null {
  if (error instanceof PatterError && error.code === 'task-unsupported') return null;
  throw error;
}

async function fromList(word: string, language: string, tools: AsideTools['tools']): Promise<WordGloss | null> {
  const [first, ...others] = (await tools.coreList(language))?.find(word) ?? [];
  if (first === undefined) return null;
  const entry = ({ lemma, wordClass, tags, translation }: typeof first) => ({
    lemma,
    grammar: [wordClass, ...tags].join(' '),
    translation,
  });
  return { ...entry(first), band: first.band, others: others.map(entry), source: 'list' };
}
