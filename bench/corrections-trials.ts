import { buildCard } from '#lib/corrections/card.ts';
import { diffWords } from '#lib/corrections/diff.ts';
import { readCorrection } from '#lib/corrections/read-correction.ts';
import { wordsOf } from '#lib/corrections/tokens.ts';
import { unwrapJson } from '#lib/corrections/unwrap.ts';
import type { Correction } from '#lib/providers/correction.ts';
import { mutatedAnswer } from '#tests/helpers/mutate-answer.ts';
import { Random } from '#tests/helpers/random.ts';
import { cardInput, type Line } from './corrections-corpus.ts';

type Note = Correction['notes'][number];

const answers = 1_000;
/** In UTF-16 units; what is timed is just longer. */
const timedLength = 1_000;
const timedTexts = 300;

/** Damaged answers, from one fixed seed each: what was thrown, with the seed. */
export function mutateAnswers(lines: readonly Line[]): string[] {
  const thrown: string[] = [];
  if (lines.length === 0) return thrown;
  for (let seed = 1; seed <= answers; seed += 1) {
    const random = new Random(seed);
    const line = random.pick(lines);
    const { correction } = cardInput(line, trueNotes(line));
    const answer = mutatedAnswer(JSON.stringify(correction), random);
    try {
      const read = readCorrection(unwrapJson(answer));
      if (read) buildCard({ ...cardInput(line), correction: read });
    } catch (error) {
      thrown.push(`${String(error)} (seed ${seed})`);
    }
  }
  return thrown;
}

/** Notes as an honest model would write them, of the first edits. */
function trueNotes({ source, target, language }: Line): Note[] {
  return diffWords(source, target, language)
    .filter(({ original }) => original.trim() !== '')
    .slice(0, 3)
    .map(({ original, replacement }) => noteOf(original.trim(), replacement.trim(), 'true'));
}

function noteOf(original: string, replacement: string, explanation: string): Note {
  return { original, replacement, category: 'word_choice', severity: 'wrong', explanation };
}

/** Puts made-up notes among true ones and looks which of them get to the card. */
export function injectFakes(lines: readonly Line[]): {
  injected: number;
  dropped: number;
  anchored: number;
  kept: number;
} {
  const sum = { injected: 0, dropped: 0, anchored: 0, kept: 0 };
  const random = new Random(1);
  for (const line of lines) {
    const notes = trueNotes(line);
    const explained = (given: Note[]) => {
      const card = buildCard(cardInput(line, given));
      const explanations = card?.kind === 'edits' ? card.edits.map(({ explanation }) => explanation) : [];
      return (what: string) => explanations.filter((explanation) => explanation === what).length;
    };
    const fakes = fakeNotes(line, lines, random);
    const mixed = explained([...fakes, ...notes].slice(0, 8));
    sum.injected += fakes.length;
    sum.dropped += fakes.length - mixed('fake');
    sum.anchored += explained(notes)('true');
    sum.kept += mixed('true');
  }
  return sum;
}

/** A quote of another text, a word that was right all along, and an edit's words with another replacement. */
function fakeNotes(line: Line, lines: readonly Line[], random: Random): Note[] {
  const known = new Set([...wordsOf(line.source, line.language), ...wordsOf(line.target, line.language)]);
  const holds = (word: string) => line.source.includes(word) || line.target.includes(word);
  const strange = wordsOf(random.pick(lines).source, line.language).filter((word) => !holds(word));
  const [foreign] = strange;
  if (foreign === undefined) return [];
  const edits = diffWords(line.source, line.target, line.language);
  const right = [...known].find(
    (word) => edits.every(({ original }) => !original.includes(word)) && line.source.includes(word),
  );
  const changed = edits.find(({ original, replacement }) => original.trim() !== '' && replacement !== '');
  return [
    noteOf(foreign, strange[1] ?? 'other', 'fake'),
    ...(right === undefined ? [] : [noteOf(right, foreign, 'fake')]),
    ...(changed === undefined ? [] : [noteOf(changed.original.trim(), foreign, 'fake')]),
  ];
}

/** In milliseconds, each call once: by the clock, and of the processor's time, in which nothing else has a part. */
export interface Time {
  wall: number;
  cpu: number;
}

/** Of a line each, and of texts of 1,000 characters that are made of the lines. */
export function timeCalls(lines: readonly Line[]): { each: Time[]; long: Time[] } {
  return { each: lines.map(timeOf), long: longTexts(lines).map(timeOf) };
}

function timeOf(line: Line): Time {
  const answer = JSON.stringify(cardInput(line, trueNotes(line)).correction);
  const usage = process.cpuUsage();
  const before = performance.now();
  const correction = readCorrection(unwrapJson(answer));
  if (correction) buildCard({ ...cardInput(line), correction });
  const wall = performance.now() - before;
  const { user, system } = process.cpuUsage(usage);
  return { wall, cpu: (user + system) / 1_000 };
}

function longTexts(lines: readonly Line[]): Line[] {
  const texts: Line[] = [];
  let text: Line | undefined;
  for (let at = 0; texts.length < timedTexts; at += 1) {
    const line = lines[at % lines.length];
    if (!line) break;
    text = text
      ? { ...line, source: `${text.source} ${line.source}`, target: `${text.target} ${line.target}` }
      : { ...line, source: line.source, target: line.target };
    // Some files hold nothing but short lines, or empty ones.
    if (text.source.length < timedLength && at < timedTexts * timedLength) continue;
    texts.push({ ...text, source: text.source.slice(0, timedLength), target: text.target.slice(0, timedLength * 2) });
    text = undefined;
  }
  return texts;
}
