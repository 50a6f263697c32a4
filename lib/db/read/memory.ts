import { Dexie } from 'dexie';
import { database } from '../database.ts';
import { factSchema, jobSchema, summarySchema, type Fact, type Job, type Summary } from '../memory-rows.ts';
import { inStore } from '../storage-error.ts';

/** What a conversation said before its latest messages. @throws {PatterError} */
export async function readSummary(conversationId: number): Promise<Summary | undefined> {
  const row = await inStore(() => database.summaries.get(conversationId));
  const parsed = summarySchema.safeParse(row);
  return parsed.success ? parsed.data : undefined;
}

/** The latest facts of a language (BCP 47 tag), oldest first. @throws {PatterError} */
export async function recentFacts(language: string, limit: number): Promise<Fact[]> {
  const rows = await inStore(() =>
    database.facts
      .where('[language+createdAt]')
      .between([language, Dexie.minKey], [language, Dexie.maxKey])
      .toArray()
      .then(remembered),
  );
  return rows.slice(-limit);
}

/** Everything that is remembered of the learner, latest first. @throws {PatterError} */
export async function allFacts(): Promise<Fact[]> {
  const rows = await inStore(() => database.facts.toArray().then(remembered));
  return rows.toSorted((a, b) => b.createdAt - a.createdAt);
}

/** Without what was said in conversations that are deleted: it comes back with them. */
async function remembered(rows: readonly Fact[]): Promise<Fact[]> {
  const facts = rows.filter(isFact);
  const said = await database.messages.bulkGet(facts.map(({ messageId }) => messageId));
  const ids = [...new Set(said.flatMap((message) => (message === undefined ? [] : [message.conversationId])))];
  const conversations = await database.conversations.bulkGet(ids);
  const deleted = new Set(ids.filter((_, index) => (conversations[index]?.deletedAt ?? 0) !== 0));
  return facts.filter((_, index) => !deleted.has(said[index]?.conversationId ?? 0));
}

/** The job that some worker has now; `null` where there is none. @throws {PatterError} */
export async function runningJob(): Promise<Job | null> {
  const row = await inStore(() => database.jobs.where('leasedUntil').above(0).last());
  const parsed = jobSchema.safeParse(row);
  return parsed.success ? parsed.data : null;
}

function isFact(row: unknown): row is Fact {
  return factSchema.safeParse(row).success;
}
