import { countDue, mostCounted } from '#lib/db/read/schedules.ts';
import { useReviewTerms } from '#components/review/review-terms.tsx';
import { useQuery } from '#components/ui/use-query.ts';
import { useMinute } from '#components/ui/use-time.ts';

/** How many words are due, on the way to them. The room itself says it in words. */
export function DueBadge() {
  const terms = useReviewTerms();
  const minute = useMinute();
  const { answer: due = 0 } = useQuery(() => countDue(terms, Date.now()), [terms, minute]);
  if (due === 0) return null;
  return (
    // Drawn by the style sheet: it is no part of the link's name.
    <span className="badge" aria-hidden="true" data-count={due < mostCounted ? due : `${mostCounted}+`} />
  );
}
