import type { LanguagePack } from './compile.ts';
import type { Correction } from '../correction.ts';
import type { Help } from './library.ts';
import { fillLine } from './pattern.ts';
import { isUnspaced } from './units.ts';

export interface Reply {
  text: string;
  correction: Correction | null;
}

/** Lines in the language that is learnt, and below them help in the learner's own. */
interface ReplyParts {
  before?: string;
  lines: readonly string[];
  help?: readonly string[];
  correction?: Correction | null;
}

export function composeReply(parts: ReplyParts, pack: LanguagePack): Reply {
  const line = parts.lines.filter((part) => part !== '').join(isUnspaced(pack.language) ? '' : ' ');
  const paragraphs = [parts.before ?? '', line, (parts.help ?? []).filter((part) => part !== '').join(' ')];
  return {
    text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
    correction: parts.correction ?? null,
  };
}

/** Stock lines take turns, so that the tutor does not repeat itself. */
export function inTurn(lines: readonly string[], turn: number): string {
  return lines[turn % lines.length] ?? '';
}

/** "Words: pour = for, boire = to drink." Empty where the cue has no hard words. */
export function glossLine(glosses: Readonly<Record<string, string>>, help: Help): string {
  const words = Object.entries(glosses).map(([word, meaning]) => `${word} = ${meaning}`);
  return words.length === 0 ? '' : fillLine(help.phrases.words, new Map([['words', words.join(', ')]]));
}

/** What went well over a whole scene. */
export function finishedLine(alone: number, count: number, help: Help): string {
  const { finished } = help.phrases;
  const line = alone === count ? finished.alone : alone * 2 >= count ? finished.mostly : finished.helped;
  return fillLine(
    line,
    new Map([
      ['alone', String(alone)],
      ['count', String(count)],
    ]),
  );
}

/** Offers to play again or to go on with another scene. */
export function chooseLine(scene: string, pack: LanguagePack, help: Help): string {
  const others = pack.scenes.map((other) => other.scene.id).filter((id) => id !== scene);
  const names = others.map((id) => `“${help.phrases.sceneNames[id]?.[0] ?? id}”`);
  return fillLine(help.phrases.choose, new Map([['scenes', names.join(help.phrases.listSeparator)]]));
}
