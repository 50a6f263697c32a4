import { foldedText, type Lexicon, type Utterance } from './lexicon.ts';
import type { LearnerPhrases, Scene, Words } from './scene.ts';

const commands = ['help', 'next', 'again'] as const;

type Command = (typeof commands)[number];

/** What the learner may write to steer the practice, folded for comparing. */
export interface Steering {
  commands: ReadonlyMap<string, Command>;
  /** Name → the scene's id. */
  scenes: ReadonlyMap<string, string>;
}

export function compileSteering(
  scenes: readonly Scene[],
  words: Words,
  learner: LearnerPhrases,
  lexicon: Lexicon,
): Steering {
  const fold = (text: string) => foldedText(lexicon.hear(text).units, '');
  const sayings = commands.flatMap((command) =>
    [...words.commands[command], ...learner.commands[command]].map((saying) => [fold(saying), command] as const),
  );
  const names = scenes.flatMap(({ id, title, titleLearner, names: more }) =>
    [id, title, titleLearner, ...more, ...(learner.sceneNames[id] ?? [])].map((name) => [fold(name), id] as const),
  );
  return { commands: new Map(sayings), scenes: new Map(names) };
}

/** The command that a message is, in either language; `null` where it is something else. */
export function commandIn(utterance: Utterance, steering: Steering): Command | null {
  return /^[\s.…。・]+$/.test(utterance.text) ? 'next' : find(utterance, steering.commands);
}

/** The id of the scene that a message names; `null` where it is something else. */
export function sceneIn(utterance: Utterance, steering: Steering): string | null {
  return find(utterance, steering.scenes);
}

/** Politeness does not count: "next, por favor" is "next". */
function find<T>({ units, courtesy }: Utterance, sayings: ReadonlyMap<string, T>): T | null {
  const bare = units.filter((_, at) => courtesy[at] !== true);
  return sayings.get(foldedText(units, '')) ?? sayings.get(foldedText(bare, '')) ?? null;
}

/** Whether a message is in the learner's own language rather than in the one that is learnt. */
export function isOwnLanguage({ text }: Utterance, lexicon: Lexicon): boolean {
  const words =
    text
      .toLowerCase()
      .replace(/['’]/g, '')
      .match(/\p{L}+/gu) ?? [];
  const foreign = words.filter((word) => lexicon.isForeign(word)).length;
  return foreign > 0 && foreign * 2 > words.length;
}

/** Whether Japanese was tried in Latin letters. */
export function isInLatinLetters({ text }: Utterance, language: string): boolean {
  return (
    language === 'ja' &&
    /\p{Script=Latin}/u.test(text) &&
    !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)
  );
}
