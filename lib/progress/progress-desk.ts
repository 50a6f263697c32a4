import { readProgress, type ProgressQuestion } from './progress.ts';

/** Where a learner's progress is worked out. */
export const progressDesk = {
  read: (question: ProgressQuestion) => readProgress(question, Date.now()),
};

export type ProgressDesk = typeof progressDesk;
