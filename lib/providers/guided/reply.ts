import type { Correction } from '../correction.ts';
import type { Help, Material } from './library.ts';
import { lineOf, type Line } from './line.ts';
import { fillLine } from './pattern.ts';
import type { Phrases } from './scene.ts';
import { isUnspaced } from './units.ts';

export interface Reply extends Line {
  correction: Correction | null;
}

/** Lines in the language that is learnt, and around them help in the learner's own. */
interface ReplyParts {
  before?: string;
  lines: readonly Line[];
  help?: readonly string[];
  correction?: Correction | null;
}

/** Help is a quote, so that it is not taken for what is practised (`lib/tutor/help-lines.ts`). */
const helpMark = '> ';

export function composeReply({ before = '', lines, help = [], correction = null }: ReplyParts, to: Material): Reply {
  const said = joined(
    lines.map((line) => line.text),
    to.pack.language,
  );
  const meaning = joined(
    lines.map((line) => line.meaning),
    to.help.language,
  );
  const [first, last] = [before, help.filter((part) => part !== '').join(' ')].map((own) => own && `${helpMark}${own}`);
  return { text: [first, said, last].filter(Boolean).join('\n\n'), meaning, correction };
}

function joined(lines: readonly string[], language: string): string {
  return lines.filter((line) => line !== '').join(isUnspaced(language) ? '' : ' ');
}

/** Stock lines take turns, so that the tutor does not repeat itself. */
export function stockLine(kind: Exclude<keyof Phrases, 'translations'>, turn: number, { pack, help }: Material): Line {
  const lines = pack.phrases[kind];
  return lineOf(lines[turn % lines.length] ?? '', pack.phrases, help);
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
export function chooseLine(scene: string, { pack, help }: Material): string {
  const others = pack.scenes.map((other) => other.scene.id).filter((id) => id !== scene);
  const names = others.map((id) => `“${help.phrases.sceneNames[id]?.[0] ?? id}”`);
  const choice = new Intl.ListFormat(help.language, { type: 'disjunction' });
  return fillLine(help.phrases.choose, new Map([['scenes', choice.format(names)]]));
}
