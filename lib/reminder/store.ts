import { storage } from 'wxt/utils/storage';
import * as z from 'zod/mini';
import type { ReminderState } from './reminder-time.ts';

const item = storage.defineItem<unknown>('local:reminder');

const schema = z.object({ at: z.int(), day: z.string() });

/** Which day's reminder is over; `null` where there was none. For the worker alone, as all here. */
export async function readReminder(): Promise<ReminderState | null> {
  const state = schema.safeParse(await item.getValue());
  return state.success ? state.data : null;
}

/** Takes note of it; `null` forgets it. */
export async function writeReminder(state: ReminderState | null): Promise<void> {
  const stored = await readReminder();
  if (stored?.at === state?.at && stored?.day === state?.day) return;
  await (state === null ? item.removeValue() : item.setValue(state));
}
