import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import type { Card, CardInput } from '#lib/corrections/card.ts';
import type { Edit } from '#lib/corrections/diff.ts';
import { gradeEdits, type Tier } from '#lib/corrections/grade.ts';
import type { Correction } from '#lib/providers/correction.ts';
import { parseJson } from '#lib/providers/json.ts';
import { levels } from '#lib/providers/provider.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  source: z.string(),
  target: z.string(),
  references: z.prefault(z.array(z.string()), []),
  language: z.optional(z.string()),
  level: z.prefault(z.enum(levels), 'B2'),
});

export type Line = z.infer<typeof lineSchema> & { language: string };

/** What stands between the learner and a result: its message is for them. */
export class CorpusError extends Error {}

/** The lines of each `*.jsonl` in a folder, by the file's name. @throws {CorpusError} */
export function readCorpus(folder: string): Map<string, Line[]> {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  } catch {
    throw new CorpusError(`${folder} is no folder that can be read.`);
  }
  if (names.length === 0) throw new CorpusError(`There is no *.jsonl in ${folder}.`);
  return new Map(names.toSorted().map((name) => [name, readLines(folder, name)]));
}

function readLines(folder: string, name: string): Line[] {
  const language = name.split(/[-.]/)[0] || 'und';
  return readText(path.join(folder, name))
    .split('\n')
    .flatMap((text, index): Line[] => {
      if (text.trim() === '') return [];
      const result = lineSchema.safeParse(parseJson(text));
      if (result.success) return [{ ...result.data, language: result.data.language ?? language }];
      const place = result.error.issues[0]?.path.join('.') || 'the line';
      throw new CorpusError(`${name}, line ${index + 1}: ${place} is not as it should be ({id, source, target, …}).`);
    });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CorpusError(`${file} can not be read.`);
  }
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
