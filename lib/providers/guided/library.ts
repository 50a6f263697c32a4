import { PatterError } from '#lib/errors/patter-error.ts';
import { primarySubtag } from './catalog.ts';
import { compileLanguage, type LanguagePack } from './compile.ts';
import en from './phrases/en.json' with { type: 'json' };
import { learnerPhrasesSchema, phrasesSchema, sceneSchema, wordsSchema, type LearnerPhrases } from './scene.ts';
import deCafe from './scenes/de/cafe.json' with { type: 'json' };
import deDirections from './scenes/de/directions.json' with { type: 'json' };
import deIntroductions from './scenes/de/introductions.json' with { type: 'json' };
import dePhrases from './scenes/de/phrases.json' with { type: 'json' };
import dePlans from './scenes/de/plans.json' with { type: 'json' };
import deShopping from './scenes/de/shopping.json' with { type: 'json' };
import deWeekend from './scenes/de/weekend.json' with { type: 'json' };
import deWords from './scenes/de/words.json' with { type: 'json' };
import enCafe from './scenes/en/cafe.json' with { type: 'json' };
import enDirections from './scenes/en/directions.json' with { type: 'json' };
import enIntroductions from './scenes/en/introductions.json' with { type: 'json' };
import enPhrases from './scenes/en/phrases.json' with { type: 'json' };
import enPlans from './scenes/en/plans.json' with { type: 'json' };
import enShopping from './scenes/en/shopping.json' with { type: 'json' };
import enWeekend from './scenes/en/weekend.json' with { type: 'json' };
import enWords from './scenes/en/words.json' with { type: 'json' };
import esCafe from './scenes/es/cafe.json' with { type: 'json' };
import esDirections from './scenes/es/directions.json' with { type: 'json' };
import esIntroductions from './scenes/es/introductions.json' with { type: 'json' };
import esPhrases from './scenes/es/phrases.json' with { type: 'json' };
import esPlans from './scenes/es/plans.json' with { type: 'json' };
import esShopping from './scenes/es/shopping.json' with { type: 'json' };
import esWeekend from './scenes/es/weekend.json' with { type: 'json' };
import esWords from './scenes/es/words.json' with { type: 'json' };
import frCafe from './scenes/fr/cafe.json' with { type: 'json' };
import frDirections from './scenes/fr/directions.json' with { type: 'json' };
import frIntroductions from './scenes/fr/introductions.json' with { type: 'json' };
import frPhrases from './scenes/fr/phrases.json' with { type: 'json' };
import frPlans from './scenes/fr/plans.json' with { type: 'json' };
import frShopping from './scenes/fr/shopping.json' with { type: 'json' };
import frWeekend from './scenes/fr/weekend.json' with { type: 'json' };
import frWords from './scenes/fr/words.json' with { type: 'json' };
import itCafe from './scenes/it/cafe.json' with { type: 'json' };
import itDirections from './scenes/it/directions.json' with { type: 'json' };
import itIntroductions from './scenes/it/introductions.json' with { type: 'json' };
import itPhrases from './scenes/it/phrases.json' with { type: 'json' };
import itPlans from './scenes/it/plans.json' with { type: 'json' };
import itShopping from './scenes/it/shopping.json' with { type: 'json' };
import itWeekend from './scenes/it/weekend.json' with { type: 'json' };
import itWords from './scenes/it/words.json' with { type: 'json' };
import jaCafe from './scenes/ja/cafe.json' with { type: 'json' };
import jaDirections from './scenes/ja/directions.json' with { type: 'json' };
import jaIntroductions from './scenes/ja/introductions.json' with { type: 'json' };
import jaPhrases from './scenes/ja/phrases.json' with { type: 'json' };
import jaPlans from './scenes/ja/plans.json' with { type: 'json' };
import jaShopping from './scenes/ja/shopping.json' with { type: 'json' };
import jaWeekend from './scenes/ja/weekend.json' with { type: 'json' };
import jaWords from './scenes/ja/words.json' with { type: 'json' };
import ptCafe from './scenes/pt/cafe.json' with { type: 'json' };
import ptDirections from './scenes/pt/directions.json' with { type: 'json' };
import ptIntroductions from './scenes/pt/introductions.json' with { type: 'json' };
import ptPhrases from './scenes/pt/phrases.json' with { type: 'json' };
import ptPlans from './scenes/pt/plans.json' with { type: 'json' };
import ptShopping from './scenes/pt/shopping.json' with { type: 'json' };
import ptWeekend from './scenes/pt/weekend.json' with { type: 'json' };
import ptWords from './scenes/pt/words.json' with { type: 'json' };

interface Source {
  /** In the order in which they are offered; the first is where practice begins. */
  scenes: readonly unknown[];
  phrases: unknown;
  words: unknown;
}

const sources = new Map<string, Source>([
  [
    'de',
    {
      scenes: [deIntroductions, deShopping, deCafe, deDirections, deWeekend, dePlans],
      phrases: dePhrases,
      words: deWords,
    },
  ],
  [
    'en',
    {
      scenes: [enIntroductions, enShopping, enCafe, enDirections, enWeekend, enPlans],
      phrases: enPhrases,
      words: enWords,
    },
  ],
  [
    'es',
    {
      scenes: [esIntroductions, esShopping, esCafe, esDirections, esWeekend, esPlans],
      phrases: esPhrases,
      words: esWords,
    },
  ],
  [
    'fr',
    {
      scenes: [frIntroductions, frShopping, frCafe, frDirections, frWeekend, frPlans],
      phrases: frPhrases,
      words: frWords,
    },
  ],
  [
    'it',
    {
      scenes: [itIntroductions, itShopping, itCafe, itDirections, itWeekend, itPlans],
      phrases: itPhrases,
      words: itWords,
    },
  ],
  [
    'ja',
    {
      scenes: [jaIntroductions, jaShopping, jaCafe, jaDirections, jaWeekend, jaPlans],
      phrases: jaPhrases,
      words: jaWords,
    },
  ],
  [
    'pt',
    {
      scenes: [ptIntroductions, ptShopping, ptCafe, ptDirections, ptWeekend, ptPlans],
      phrases: ptPhrases,
      words: ptWords,
    },
  ],
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
