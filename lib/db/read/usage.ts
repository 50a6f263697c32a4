import { Dexie } from 'dexie';
import { database } from '../database.ts';
import { usageSchema, type UsageRow } from '../rows.ts';
import { inStore } from '../storage-error.ts';

/**
 * What each tutor was asked and said on one day, as `dayOf` writes it. Later days are read and left out, so that whoever
 * observes it hears of the first use of the next one.
 *
 * @throws {PatterError} with a code of the store's
 */
export async function usageOfDay(day: string): Promise<UsageRow[]> {
  const rows = await inStore(() => database.usage.where('[day+tutor]').aboveOrEqual([day, Dexie.minKey]).toArray());
  return rows.filter((row) => row.day === day && usageSchema.safeParse(row).success);
}
