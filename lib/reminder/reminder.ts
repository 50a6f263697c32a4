import { nextReminder, reminderDue, type ReminderState } from './reminder-time.ts';

export interface ReminderTools {
  /** The time of day in minutes since midnight; `null` where the learner wants none. */
  wanted: () => Promise<number | null>;
  now: () => number;
  /** Whether the browser lets Patter show notifications. */
  allowed: () => Promise<boolean>;
  /** Whether the learner needs no reminder: the panel is open, or words were reviewed on the day. */
  isThere: () => Promise<boolean>;
  /** How many words are due. */
  countDue: () => Promise<number>;
  notify: (due: number) => Promise<void>;
  wakeAt: (time: number | null) => Promise<void>;
  readState: () => Promise<ReminderState | null>;
  writeState: (state: ReminderState | null) => Promise<void>;
}

/**
 * Reminds the learner of due words, once a day.
 * @returns looks whether it is time, and has the worker woken when it is next; to be called whenever the worker starts, is
 *   woken, or the learner chooses otherwise
 */
export function createReminder(tools: ReminderTools): () => Promise<void> {
  let latest: Promise<void> = Promise.resolve();
  // One after the other: two that look at once would remind twice. What fails is tried again with the next look.
  return () => (latest = latest.then(() => look(tools)).catch(() => undefined));
}

async function look(tools: ReminderTools): Promise<void> {
  const at = await tools.wanted();
  if (at === null) {
    await tools.writeState(null);
    await tools.wakeAt(null);
    return;
  }
  const now = tools.now();
  const { due, state } = reminderDue(await tools.readState(), at, now);
  // Before anything is shown: what may be shown twice is worse than what may be missed once.
  await tools.writeState(state);
  await tools.wakeAt(nextReminder(at, now));
  if (!due || !(await tools.allowed()) || (await tools.isThere())) return;
  const words = await tools.countDue();
  if (words > 0) await tools.notify(words);
}
