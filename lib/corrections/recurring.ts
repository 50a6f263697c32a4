import type { CorrectionCategory } from '#lib/providers/correction.ts';

/** From this many mistakes of one kind on, it is a habit. */
const habitFrom = 3;

interface CategorisedSlip {
  category: CorrectionCategory | null;
}

/**
 * The kinds of mistakes that come again and again, the most frequent first.
 * @param from how often one has to be made to count
 */
export function recurringCategories(
  slips: readonly CategorisedSlip[],
  from = habitFrom,
): { category: CorrectionCategory; count: number }[] {
  const counts = new Map<CorrectionCategory, number>();
  for (const { category } of slips) {
    if (category !== null) counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= from)
    .map(([category, count]) => ({ category, count }))
    .toSorted((a, b) => b.count - a.count);
}
