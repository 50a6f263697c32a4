import * as z from 'zod/mini';
import type { Card, CardInput } from '#lib/corrections/card.ts';
import type { Edit } from '#lib/corrections/diff.ts';
import { gradeEdits, type Tier } from '#lib/corrections/grade.ts';
import type { Correction } from '#lib/providers/correction.ts';
import { levels } from '#lib/providers/provider.ts';
import { readLines } from './lines.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  source: z.string(),
  target: z.string(),
  references: z.prefault(z.array(z.string()), []),
  language: z.optional(z.string()),
  level: z.prefault(z.enum(levels), 'B2'),
});

export type Line = z.infer<typeof lineSchema> & { language: string };

/** The lines of each `*.jsonl` in a folder, by the file's name. */
export function readCorpus(folder: string | undefined): Map<string, Line[]> {
  const lines = readLines(folder, lineSchema, 'npm run bench:corrections -- FOLDER [--json]');
  const byFile = Map.groupBy(lines, ({ file }) => file);
  return new Map(
    Array.from(byFile, ([file, read]) => [file, read.map(({ line, language }) => ({ ...line, language }))]),
  );
}

/** The target as a tutor's correction, with these notes. */
export function cardInput(line: Line, notes: Correction['notes'] = []): CardInput {
  return {
    source: line.source,
    correction: { corrected: line.target, notes, wellDone: null },
    language: line.language,
    level: line.level,
    learnerLanguage: line.language === 'en' ? 'es' : 'en',
    recurring: new Set(),
  };
}

export interface Judged extends Edit {
  tier: Tier;
  shown: boolean;
  /** It changes what is never corrected: the card leaves it out. */
  undone?: true;
}

/** All that changed, and what the card makes of it. */
export function judge({ source, language, level }: Line, edits: readonly Edit[], card: Card | null): Judged[] {
  const hidden = { tier: 'hidden', shown: false } as const;
  if (card?.kind === 'edits') {
    const byPlace = new Map(card.edits.map((edit) => [`${edit.start} ${edit.end}`, edit]));
    return edits.map((edit) => {
      const { tier, shown } = byPlace.get(`${edit.start} ${edit.end}`) ?? {};
      return tier === undefined || shown === undefined
        ? { ...edit, ...hidden, undone: true }
        : { ...edit, tier, shown };
    });
  }
  if (card === null) return edits.map((edit) => Object.assign(edit, hidden));
  const graded = gradeEdits(edits, source, language, level);
  return edits.map((edit, index) => {
    const tier = graded[index]?.tier === 'hidden' ? 'hidden' : 'phrasing';
    return Object.assign(edit, { tier, shown: false } as const);
  });
}
