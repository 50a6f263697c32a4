import { PatterError } from '#lib/errors/patter-error.ts';
import { database } from '../database.ts';
import { deletionId } from '../deletion-rows.ts';
import { factSchema, summarySchema, type Fact, type Summary } from '../memory-rows.ts';
import { inStore } from '../storage-error.ts';

/** How many facts of a language are remembered; the oldest that the learner has not changed go first. */
const mostFacts = 40;

/**
 * Keeps what a model made of a conversation, unless the learner has changed what it was made from meanwhile. Within a
 * transaction over summaries and facts.
 * @param before the summary that it goes on from
 * @returns whether it was kept
 */
export async function keepSummary(
  summary: Summary,
  facts: readonly Fact[],
  before: Summary | undefined,
): Promise<boolean> {
  const present = await database.summaries.get(summary.conversationId);
  if (present?.updatedAt !== before?.updatedAt) return false;
  await database.summaries.put(summary);
  for (const fact of facts) await addFact(fact);
  return true;
}

async function addFact(fact: Fact): Promise<void> {
  const { facts } = database;
  const others = (
    await facts.where('[language+createdAt]').between([fact.language, 0], [fact.language, Infinity]).toArray()
  ).filter((row) => factSchema.safeParse(row).success);
  if (others.some(({ id, text }) => id === fact.id || text.toLocaleLowerCase() === fact.text.toLocaleLowerCase()))
    return;
  await facts.add(fact);
  const oldest = others.filter(({ editedAt }) => editedAt === undefined);
  const excess = others.length + 1 - mostFacts;
  if (excess > 0) await facts.bulkDelete(oldest.slice(0, excess).map(({ id }) => id));
}

/**
 * Puts the learner's words in a summary's place; without any it is forgotten. They stand for what they were written over: where a job
 * has gone on since, the tutor is told again word for word what came after that.
 * @throws {PatterError}
 */
export async function changeSummary({ conversationId, ...changed }: Summary): Promise<void> {
  const { summaries } = database;
  const found = await inStore(() =>
    summaries
      .where({ conversationId })
      .filter((row) => summarySchema.safeParse(row).success)
      .modify(changed),
  );
  if (found === 0) throw new PatterError('storage');
}

/** Puts the learner's words in a fact's place. @throws {PatterError} */
export async function changeFact(id: string, text: string, now: number): Promise<void> {
  const found = await withOpeners(() =>
    database.facts
      .where({ id })
      .filter((row) => factSchema.safeParse(row).success)
      .modify({ text, editedAt: now }),
  );
  if (found === 0) throw new PatterError('storage');
}

/** @throws {PatterError} */
export function deleteFact(id: string, now: number): Promise<void> {
  return withOpeners(async () => {
    await database.facts.delete(id);
    await database.deletions.put({ id: deletionId('facts', id), at: now });
  });
}

/** What a tutor would have said first may come back to what the learner has forgotten or put right. */
function withOpeners<Result>(work: () => PromiseLike<Result>): Promise<Result> {
  const { facts, deletions, openers } = database;
  return inStore(() =>
    database.transaction('rw', facts, deletions, openers, async () => {
      const result = await work();
      await openers.clear();
      return result;
    }),
  );
}

/** Takes a deletion back. @throws {PatterError} */
export function restoreFact(fact: Fact): Promise<void> {
  const { facts, deletions } = database;
  return inStore(() =>
    database.transaction('rw', facts, deletions, async () => {
      await facts.put(fact);
      await deletions.delete(deletionId('facts', fact.id));
    }),
  );
}
