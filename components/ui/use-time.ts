import { useSyncExternalStore } from 'react';
import { dayStart } from '#lib/words/learning-day.ts';

const minute = 60_000;

/**
 * When the present minute began, in milliseconds since the epoch. A panel stays open for days: what depends on the time is
 * looked at again with every minute, and when the page is seen again.
 */
export function useMinute(): number {
  return useSyncExternalStore(watch, presentMinute);
}

/** When the learner's present day began, in milliseconds since the epoch. */
export function useLearningDay(): number {
  return dayStart(useMinute());
}

function presentMinute(): number {
  return Math.floor(Date.now() / minute) * minute;
}

function watch(onChange: () => void): () => void {
  const timer = setInterval(onChange, minute);
  document.addEventListener('visibilitychange', onChange);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onChange);
  };
}
