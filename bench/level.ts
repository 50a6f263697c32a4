// npm run bench:level -- FOLDER: what the level guard says of recorded replies (*.jsonl: {text, level, turn, language?};
// the language is else the file's name up to its first hyphen or dot). --json prints one verdict a line, with its measures.
import { levels } from '#lib/providers/provider.ts';
import { checkReply } from '#lib/tutor/level/reply-check.ts';
import { levelCaps } from '#lib/tutor/level/caps.ts';
import * as z from 'zod/mini';
import { coreListFromDisk } from './core-lists.ts';
import { readLines } from './lines.ts';
import { percent, table } from './report.ts';

const lineSchema = z.object({
  id: z.optional(z.union([z.string(), z.number()])),
  text: z.string(),
  level: z.enum(levels),
  turn: z.int(),
  language: z.optional(z.string()),
});
/** From this turn on recorded tutors had left their level. */
const lateTurn = 4;

const json = process.argv.includes('--json');
const lines = readLines(process.argv[2], lineSchema, 'npm run bench:level -- FOLDER [--json]');
const verdicts = lines.map(({ file, language, line }) => {
  const list = coreListFromDisk(language);
  const check = checkReply(line.text, { language, level: line.level, list, known: new Set() }, false);
  const flagged = check.breaches.some((breach) => breach === 'words' || breach === 'sentence');
  return { file, ...line, flagged, ...check };
});

if (json) {
  for (const { text: _, ...verdict } of verdicts) console.log(JSON.stringify(verdict));
} else {
  const rows = levels.flatMap((level) => {
    const late = verdicts.filter((verdict) => verdict.level === level && verdict.turn >= lateTurn);
    if (late.length === 0) return [];
    const share = (count: number) => percent(count, late.length);
    const hard = late.map((verdict) => verdict.hardShare ?? 0);
    return [
      [
        level,
        String(late.length),
        share(late.filter((verdict) => verdict.flagged).length),
        share(late.filter((verdict) => verdict.breaches.includes('vocabulary')).length),
        share(late.filter((verdict) => verdict.verdict === 'fits').length),
        percent(
          hard.reduce((sum, value) => sum + value, 0),
          hard.length,
        ),
      ],
    ];
  });
  console.log(`${lines.length} replies; below, those from the ${lateTurn}th turn on.\n`);
  console.log(
    table(
      ['level', 'replies', 'over the caps', 'too many hard words', 'nothing to say', 'hard words on average'],
      rows,
    ),
  );
  const beginners = verdicts.filter(({ level, turn }) => level === 'A1' && turn >= lateTurn);
  const flaggedOf = (wanted: boolean) => {
    const those = beginners.filter((verdict) => breaksCaps(verdict.text) === wanted);
    return `${percent(those.filter((verdict) => verdict.flagged).length, those.length)} of ${those.length}`;
  };
  console.log(
    `\nA1 from the ${lateTurn}th turn on, counted by white space and full stops: ` +
      `flagged ${flaggedOf(true)} that break the caps, ${flaggedOf(false)} that keep them.`,
  );
}

/** Counted another way than the guard counts: by white space and full stops. */
function breaksCaps(text: string): boolean {
  const { wordsPerReply, wordsPerSentence } = levelCaps.A1;
  const count = (part: string) => part.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
  const longest = Math.max(...text.split(/[.!?…\n]+/).map(count));
  return count(text) > wordsPerReply || longest > (wordsPerSentence ?? Infinity);
}
