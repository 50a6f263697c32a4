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
}

/**
 * Reads the patterns of a language's scenes.
 * @param learner what the learner may write in their own language
 * @throws {SyntaxError} that quotes the pattern which can not be read
 */
export function compileLanguage(
  language: string,
  scenes: readonly Scene[],
  phrases: Phrases,
  words: Words,
  learner: LearnerPhrases,
): LanguagePack {
  const lexicon = createLexicon(language, words, scenes.flatMap(vocabularyOf), learner.telltale);
  const steering = compileSteering(scenes, words, learner, lexicon);
  return { language, lexicon, phrases, scenes: scenes.map((scene) => compileScene(scene, lexicon)), steering };
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
