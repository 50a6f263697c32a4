import { liveQuery, type Subscription } from 'dexie';
import { countDue, mostCounted } from './schedules.ts';

/**
 * Tells how many words are due, as a badge says it, now and after every change of them.
 * @param newPerDay how many new cards a day may bring
 * @returns tells it again: for when time has passed, or the learner chose otherwise
 */
export function watchDue(newPerDay: () => Promise<number>, show: (text: string) => void): () => void {
  let watching: Subscription | undefined;
  let latest = 0;
  return () => {
    const call = (latest += 1);
    newPerDay().then(
      (limit) => {
        if (call !== latest) return;
        watching?.unsubscribe();
        // A store that can not be read is told of where it is used.
        watching = liveQuery(() => countDue(limit, Date.now())).subscribe({
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
