import { liveQuery, type Subscription } from 'dexie';
import { countDue, mostCounted, type ReviewTerms } from './schedules.ts';

/**
 * Tells how many words are due, as a badge says it, now and after every change of them.
 * @param terms what a review may bring
 * @returns tells it again: for when time has passed, or the learner chose otherwise
 */
export function watchDue(terms: () => Promise<ReviewTerms>, show: (text: string) => void): () => void {
  let watching: Subscription | undefined;
  let latest = 0;
  return () => {
    const call = (latest += 1);
    terms().then(
      (present) => {
        if (call !== latest) return;
        watching?.unsubscribe();
        // A store that can not be read is told of where it is used.
        watching = liveQuery(() => countDue(present, Date.now())).subscribe({
          next: (due) => show(badgeText(due)),
          error: () => show(''),
        });
      },
      () => undefined,
    );
  };
}

function badgeText(due: number): string {
  if (due === 0) return '';
  return due < mostCounted ? String(due) : `${mostCounted}+`;
}
