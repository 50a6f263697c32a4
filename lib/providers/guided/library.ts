import { PatterError } from '#lib/errors/patter-error.ts';
import { primarySubtag, scenesFor } from './catalog.ts';
import { compileLanguage, type LanguagePack } from './compile.ts';
import { learnerPhrasesSchema, phrasesSchema, sceneSchema, wordsSchema, type LearnerPhrases } from './scene.ts';

/** The text of a file that comes with Patter, such as `practice/es/cafe.json`. */
export type ReadFile = (path: string) => Promise<string>;

/** The learner's own language, with everything that is said in it. */
export interface Help {
  language: string;
  phrases: LearnerPhrases;
}

/** The teaching material of a conversation. */
export interface Material {
  pack: LanguagePack;
  help: Help;
}

/** Languages that help is given in. Each has its file under `practice/help`. */
const helpLanguages = new Set(['en']);

/** What was once read stays, since a provider is made anew for every request. */
const shelves = new WeakMap<ReadFile, Map<string, Promise<Material>>>();

/**
 * A language's scenes, and help in the learner's own language, or in English where it has not been translated. They are
 * read at their first use.
 * @param language BCP 47 tag, as is `learnerLanguage`
 * @throws {PatterError} `language-unsupported` where there are no scenes, `bug` where they can not be read
 */
export async function loadMaterial(readFile: ReadFile, language: string, learnerLanguage: string): Promise<Material> {
  if (scenesFor(language).length === 0) throw new PatterError('language-unsupported');
  const learner = primarySubtag(learnerLanguage);
  const helpLanguage = helpLanguages.has(learner) ? learner : 'en';
  const shelf = shelves.get(readFile) ?? new Map<string, Promise<Material>>();
  shelves.set(readFile, shelf);
  const key = `${primarySubtag(language)} ${helpLanguage}`;
  const loading = shelf.get(key) ?? readMaterial(readFile, primarySubtag(language), helpLanguage);
  shelf.set(key, loading);
  try {
    return await loading;
  } catch (cause) {
    shelf.delete(key);
    throw new PatterError('bug', { cause });
  }
}

async function readMaterial(readFile: ReadFile, language: string, helpLanguage: string): Promise<Material> {
  const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(`practice/${path}.json`));
  const [helpFile, phrasesFile, wordsFile, ...sceneFiles] = await Promise.all([
    read(`help/${helpLanguage}`),
    ...['phrases', 'words', ...scenesFor(language).map(({ id }) => id)].map((name) => read(`${language}/${name}`)),
  ]);
  const help = { language: helpLanguage, phrases: learnerPhrasesSchema.parse(helpFile) };
  const scenes = sceneFiles.map((scene) => sceneSchema.parse(scene));
  const phrases = phrasesSchema.parse(phrasesFile);
  const words = wordsSchema.parse(wordsFile);
  return { pack: compileLanguage(language, scenes, phrases, words, help.phrases, helpLanguage), help };
}
