import { correctionSeverities, type CorrectionCategory } from '#lib/providers/correction.ts';
import type { Level } from '#lib/providers/provider.ts';
import type { CardEdit } from './card.ts';

type Ranked = Pick<CardEdit, 'original' | 'replacement' | 'tier' | 'category' | 'severity'>;

/** As many edits as a learner of a level can make use of at once. */
const mostShown = { A1: 2, A2: 2, B1: 3, B2: 3, C1: 4, C2: 4 } as const satisfies Record<Level, number>;

/** The edits to be shown at once: the most severe first, then what recurs, then what is small and soon learnt. */
export function mostImportant<Kind extends Ranked>(
  edits: readonly Kind[],
  level: Level,
  recurring: ReadonlySet<CorrectionCategory>,
): ReadonlySet<Kind> {
  const recurs = ({ category }: Ranked) => Number(category !== undefined && recurring.has(category));
  const ranked = edits
    .filter(({ tier }) => tier !== 'hidden')
    .toSorted((a, b) => severityOf(a) - severityOf(b) || recurs(b) - recurs(a) || size(a) - size(b));
  return new Set(ranked.slice(0, mostShown[level]));
}

/** The first is the most severe. */
function severityOf({ severity, tier, category }: Ranked): number {
  const unexplained = tier === 'error' && category !== 'punctuation' ? 'wrong' : 'unnatural';
  return correctionSeverities.indexOf(severity ?? unexplained);
}

function size({ original, replacement }: Ranked): number {
  return Math.max(original.length, replacement.length);
}
