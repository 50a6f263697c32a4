import { readProgress } from './progress.ts';

/** Where a learner's progress is worked out. */
export const progressDesk = {
  read: readProgress,
};

export type ProgressDesk = typeof progressDesk;
