import { createLexicon, type Lexicon } from './lexicon.ts';
import type { Answer } from './match.ts';
import { parsePattern, slotsIn, type Alternative } from './pattern.ts';
import type { Exchange, LearnerPhrases, Phrases, Scene, Slip, Words } from './scene.ts';
import { compileSlot, type SlotRule } from './slot.ts';
import { compileSteering, type Steering } from './steering.ts';

export interface CompiledSlip {
  slip: Slip;
  wrong: readonly Alternative[];
}

export interface CompiledExchange {
  exchange: Exchange;
  answers: readonly Answer[];
  slips: readonly CompiledSlip[];
}

export interface CompiledScene {
  scene: Scene;
  slots: ReadonlyMap<string, SlotRule>;
  exchanges: readonly CompiledExchange[];
}

/** All that guided practice has of one language. */
export interface LanguagePack {
  language: string;
  lexicon: Lexicon;
  phrases: Phrases;
  scenes: readonly CompiledScene[];
  steering: Steering;
  /** Whether help is given in the language that is learnt: what steers the practice may then be meant as an answer. */
  helpsInIt: boolean;
}

/**
 * Reads the patterns of a language's scenes.
 * @param learner what the learner may write in their own language, which is `helpLanguage`
 * @throws {SyntaxError} that quotes the pattern which can not be read
 */
export function compileLanguage(
  language: string,
  scenes: readonly Scene[],
  phrases: Phrases,
  words: Words,
  learner: LearnerPhrases,
  helpLanguage: string,
): LanguagePack {
  const helpsInIt = helpLanguage === language;
  const vocabulary = scenes.flatMap(vocabularyOf);
  // The learner's own words then give nothing away: they are words of the language like any other.
  const lexicon = helpsInIt
    ? createLexicon(language, words, [...vocabulary, ...wordsOf(learner)], [])
    : createLexicon(language, words, vocabulary, learner.telltale);
  const steering = compileSteering(scenes, words, learner, lexicon);
  const compiled = scenes.map((scene) => compileScene(scene, lexicon));
  return { language, lexicon, phrases, scenes: compiled, steering, helpsInIt };
}

function wordsOf({ telltale, sceneNames }: LearnerPhrases): string[] {
  return [...telltale, ...Object.values(sceneNames).flat()];
}

function vocabularyOf(scene: Scene): string[] {
  const answers = scene.exchanges.flatMap((exchange) => exchange.answers.flatMap((answer) => answer.accept));
  const literals = answers.flatMap((pattern) => pattern.replace(/\{[^}]*\}/g, '|').split(/[[\]()|]+/));
  return [...literals, ...Object.values(scene.slots).flatMap((slot) => slot.known ?? [])];
}

function compileScene(scene: Scene, lexicon: Lexicon): CompiledScene {
  const slots = new Map(Object.entries(scene.slots).map(([name, slot]) => [name, compileSlot(slot, lexicon)]));
  const parse = (pattern: string) => {
    const unknown = slotsIn(pattern).find((name) => !slots.has(name));
    if (unknown !== undefined) throw new SyntaxError(`{${unknown}} is not a slot of "${scene.id}" in "${pattern}"`);
    return parsePattern(pattern, lexicon);
  };
  return {
    scene,
    slots,
    exchanges: scene.exchanges.map((exchange) => ({
      exchange,
      answers: exchange.answers.map(({ accept, reaction }) => ({
        alternatives: accept.flatMap(parse),
        reaction: reaction ?? null,
      })),
      slips: exchange.slips.map((slip) => ({ slip, wrong: parse(slip.wrong) })),
    })),
  };
}
