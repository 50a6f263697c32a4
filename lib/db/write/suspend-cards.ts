import { database } from '../database.ts';
import { cardKinds, scheduleId } from '../word-rows.ts';

/** Has a word's cards rest, or be asked again. For use within a transaction. */
export async function suspendCards(wordId: string, suspended: 0 | 1): Promise<void> {
  for (const kind of cardKinds) await database.schedules.update(scheduleId(wordId, kind), { suspended });
}
