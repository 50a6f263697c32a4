import { PatterError } from '#lib/errors/patter-error.ts';
import { primarySubtag } from './catalog.ts';
import { compileLanguage, type LanguagePack } from './compile.ts';
import en from './phrases/en.json' with { type: 'json' };
import { learnerPhrasesSchema, phrasesSchema, sceneSchema, wordsSchema, type LearnerPhrases } from './scene.ts';
import enCafe from './scenes/en/cafe.json' with { type: 'json' };
import enDirections from './scenes/en/directions.json' with { type: 'json' };
import enIntroductions from './scenes/en/introductions.json' with { type: 'json' };
import enPhrases from './scenes/en/phrases.json' with { type: 'json' };
import enPlans from './scenes/en/plans.json' with { type: 'json' };
import enShopping from './scenes/en/shopping.json' with { type: 'json' };
import enWeekend from './scenes/en/weekend.json' with { type: 'json' };
import enWords from './scenes/en/words.json' with { type: 'json' };
import esCafe from './scenes/es/cafe.json' with { type: 'json' };
import esIntroductions from './scenes/es/introductions.json' with { type: 'json' };
import esPhrases from './scenes/es/phrases.json' with { type: 'json' };
import esWeekend from './scenes/es/weekend.json' with { type: 'json' };
import esWords from './scenes/es/words.json' with { type: 'json' };
import frCafe from './scenes/fr/cafe.json' with { type: 'json' };
import frIntroductions from './scenes/fr/introductions.json' with { type: 'json' };
import frPhrases from './scenes/fr/phrases.json' with { type: 'json' };
import frWeekend from './scenes/fr/weekend.json' with { type: 'json' };
import frWords from './scenes/fr/words.json' with { type: 'json' };
import jaCafe from './scenes/ja/cafe.json' with { type: 'json' };
import jaIntroductions from './scenes/ja/introductions.json' with { type: 'json' };
import jaPhrases from './scenes/ja/phrases.json' with { type: 'json' };
import jaWeekend from './scenes/ja/weekend.json' with { type: 'json' };
import jaWords from './scenes/ja/words.json' with { type: 'json' };

interface Source {
  /** In the order in which they are offered; the first is where practice begins. */
  scenes: readonly unknown[];
  phrases: unknown;
  words: unknown;
}

const sources = new Map<string, Source>([
  [
    'en',
    {
      scenes: [enIntroductions, enShopping, enCafe, enDirections, enWeekend, enPlans],
      phrases: enPhrases,
      words: enWords,
    },
  ],
  ['es', { scenes: [esIntroductions, esCafe, esWeekend], phrases: esPhrases, words: esWords }],
  ['fr', { scenes: [frIntroductions, frCafe, frWeekend], phrases: frPhrases, words: frWords }],
  ['ja', { scenes: [jaIntroductions, jaCafe, jaWeekend], phrases: jaPhrases, words: jaWords }],
]);

/** The learner's own language, with everything that is said in it. */
export interface Help {
  language: string;
  phrases: LearnerPhrases;
}

const helpSources = new Map<string, unknown>([['en', en]]);

const packs = new Map<string, LanguagePack>();

/** Help in the learner's own language, or in English where it has not been translated. */
export function loadHelp(tag: string): Help {
  const wanted = primarySubtag(tag);
  const language = helpSources.has(wanted) ? wanted : 'en';
  return { language, phrases: learnerPhrasesSchema.parse(helpSources.get(language)) };
}

/**
 * A language's scenes, read at its first use.
 * @throws {PatterError} `language-unsupported` where there are none, `bug` where they can not be read
 */
export function loadLanguage(tag: string, help: Help): LanguagePack {
  const language = primarySubtag(tag);
  const source = sources.get(language);
  if (source === undefined) throw new PatterError('language-unsupported');
  const key = `${language} ${help.language}`;
  const loaded = packs.get(key);
  if (loaded !== undefined) return loaded;
  try {
    const scenes = source.scenes.map((scene) => sceneSchema.parse(scene));
    const phrases = phrasesSchema.parse(source.phrases);
    const words = wordsSchema.parse(source.words);
    const pack = compileLanguage(language, scenes, phrases, words, help.phrases, help.language);
    packs.set(key, pack);
    return pack;
  } catch (cause) {
    throw new PatterError('bug', { cause });
  }
}
