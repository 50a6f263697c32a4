import { Dexie } from 'dexie';
import { database } from '../database.ts';
import { slipSchema, type Slip } from '../rows.ts';
import { inStore } from '../storage-error.ts';

/** What of the past still says something about what the learner can do now. */
const rememberedMs = 60 * 24 * 60 * 60 * 1000;
const mostSlips = 400;

/** The mistakes of the last two months in a language (BCP 47 tag), newest first. @throws {PatterError} */
export async function recentSlips(language: string, now: number): Promise<Slip[]> {
  const rows = await inStore(() =>
    database.slips
      .where('[language+at]')
      .between([language, now - rememberedMs], [language, Dexie.maxKey])
      .reverse()
      .limit(mostSlips)
      .toArray(),
  );
  return rows.filter(isSlip);
}

/** The mistakes in a language (BCP 47 tag) since a point in time, newest first. @throws {PatterError} */
export async function slipsSince(language: string, from: number): Promise<Slip[]> {
  const rows = await inStore(() =>
    database.slips.where('[language+at]').between([language, from], [language, Dexie.maxKey]).reverse().toArray(),
  );
  return rows.filter(isSlip);
}

/** The mistakes of one conversation, latest first. @throws {PatterError} */
export async function slipsOfConversation(conversationId: number): Promise<Slip[]> {
  const rows = await inStore(() => database.slips.where({ conversationId }).toArray());
  return rows.filter(isSlip).toSorted((a, b) => b.at - a.at);
}

function isSlip(row: unknown): row is Slip {
  return slipSchema.safeParse(row).success;
}
