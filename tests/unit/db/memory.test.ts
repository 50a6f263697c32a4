import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '#lib/db/database.ts';
import type { Fact, Job, Summary } from '#lib/db/memory-rows.ts';
import { allFacts, readSummary, recentFacts, runningJob } from '#lib/db/read/memory.ts';
import { createConversation, deleteConversation, restoreConversation } from '#lib/db/write/conversations.ts';
import { changeFact, changeSummary, deleteFact, keepSummary, restoreFact } from '#lib/db/write/memory.ts';
import { beginTurn } from '#lib/db/write/turns.ts';

const fact = (number: number, change: Partial<Fact> = {}): Fact => ({
  id: `t/learner/${number}`,
  language: 'es',
  text: `Tiene ${number} perros.`,
  messageId: 't/learner',
  quote: `${number} perros`,
  createdAt: number,
  ...change,
});
const summary = (change: Partial<Summary> = {}): Summary => ({
  conversationId: 1,
  text: 'They talked about dogs.',
  upTo: 4,
  updatedAt: 9,
  ...change,
});
const texts = (facts: readonly Fact[]): string[] => facts.map(({ text }) => text);

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  await createConversation({ id: 1, title: '', language: 'es', level: 'A1' }, 1);
  await beginTurn({ conversationId: 1, turnId: 't', text: 'Tengo perros.' }, 2);
});

describe('facts', () => {
  it('are read by language, the latest of them, oldest first', async () => {
    await database.facts.bulkAdd([fact(1), fact(2), fact(3), fact(4, { language: 'de' })]);
    expect(texts(await recentFacts('es', 2))).toEqual(['Tiene 2 perros.', 'Tiene 3 perros.']);
    expect((await allFacts()).map(({ createdAt }) => createdAt)).toEqual([4, 3, 2, 1]);
  });

  it('are not used while their conversation is deleted, and come back with it', async () => {
    await createConversation({ id: 2, title: '', language: 'es', level: 'A1' }, 1);
    await beginTurn({ conversationId: 2, turnId: 'u', text: 'Vivo en Roma.' }, 2);
    const elsewhere = fact(2, { id: 'u/learner/x', messageId: 'u/learner' });
    await database.facts.bulkAdd([fact(1), elsewhere, fact(3, { messageId: 'gone/learner' })]);
    await deleteConversation(1, 5);
    expect(texts(await recentFacts('es', 1))).toEqual(['Tiene 3 perros.']);
    expect(texts(await recentFacts('es', 9))).toEqual(['Tiene 2 perros.', 'Tiene 3 perros.']);
    expect(await allFacts()).toHaveLength(2);
    await restoreConversation(1);
    expect(await recentFacts('es', 9)).toHaveLength(3);
    expect(await allFacts()).toHaveLength(3);
  });

  it('that can not be read are left out, and left alone', async () => {
    const damaged = { id: 'd', language: 'es', createdAt: 5 } as Fact;
    await database.facts.bulkAdd([fact(1), damaged]);
    expect(await recentFacts('es', 9)).toHaveLength(1);
    expect(await allFacts()).toHaveLength(1);
    await expect(changeFact('d', 'Otra cosa.', 9)).rejects.toMatchObject({ code: 'storage' });
    expect(await database.facts.get('d')).toEqual(damaged);
  });

  it('are changed, forgotten and brought back by the learner', async () => {
    await database.facts.add(fact(1));
    await changeFact(fact(1).id, 'Tiene un gato.', 7);
    const [changed] = await allFacts();
    expect(changed).toEqual({ ...fact(1), text: 'Tiene un gato.', editedAt: 7 });
    await deleteFact(fact(1).id, 8);
    expect(await allFacts()).toEqual([]);
    await restoreFact(changed as Fact);
    expect(await allFacts()).toEqual([changed]);
    await expect(changeFact('none', 'x', 8)).rejects.toMatchObject({ code: 'storage' });
  });

  it('are kept once, and never over what the learner has changed', async () => {
    await keepSummary(summary(), [fact(1)], undefined);
    await changeFact(fact(1).id, 'Tiene un gato.', 7);
    const again = [fact(1), fact(2, { text: 'TIENE UN GATO.' }), fact(3)];
    await keepSummary(summary({ updatedAt: 10 }), again, summary());
    expect(texts(await recentFacts('es', 9))).toEqual(['Tiene un gato.', 'Tiene 3 perros.']);
  });

  it('are forty of a language at most: the oldest go, but none that the learner has changed', async () => {
    await database.facts.bulkAdd(Array.from({ length: 40 }, (_, index) => fact(index + 1)));
    await database.facts.add(fact(1, { id: 'de', language: 'de' }));
    await changeFact(fact(1).id, 'Tiene un gato.', 7);
    await keepSummary(summary(), [fact(41), fact(42)], undefined);
    const left = await recentFacts('es', 99);
    expect(left).toHaveLength(40);
    expect(texts(left).slice(0, 2)).toEqual(['Tiene un gato.', 'Tiene 4 perros.']);
    expect(await recentFacts('de', 9)).toHaveLength(1);
  });
});

describe('a summary', () => {
  it('is kept where nothing has come between, and else not, its facts neither', async () => {
    expect(await keepSummary(summary(), [fact(1)], undefined)).toBe(true);
    expect(await keepSummary(summary({ text: 'Later.', updatedAt: 11 }), [fact(2)], undefined)).toBe(false);
    await changeSummary(summary({ text: 'My words.', updatedAt: 10 }));
    expect(await keepSummary(summary({ text: 'Later.', updatedAt: 11 }), [fact(2)], summary())).toBe(false);
    expect(await readSummary(1)).toEqual(summary({ text: 'My words.', updatedAt: 10 }));
    expect(await database.facts.count()).toBe(1);
  });

  it('that the learner has changed stands for what it was written over, also where a job has gone on since', async () => {
    await keepSummary(summary(), [], undefined);
    await keepSummary(summary({ text: 'Later.', upTo: 8, updatedAt: 10 }), [], summary());
    const mine = summary({ text: 'My words.', updatedAt: 11 });
    await changeSummary(mine);
    expect(await readSummary(1)).toEqual(mine);
    expect(await keepSummary(summary({ text: 'Later.', upTo: 12, updatedAt: 12 }), [], summary())).toBe(false);
  });

  it('that there is not, or that can not be read, can not be changed', async () => {
    await expect(changeSummary(summary())).rejects.toMatchObject({ code: 'storage' });
    await database.summaries.add({ conversationId: 1, text: 7 } as unknown as Summary);
    expect(await readSummary(1)).toBeUndefined();
    await expect(changeSummary(summary())).rejects.toMatchObject({ code: 'storage' });
  });
});

it('the job that some worker has is told', async () => {
  const job: Job = {
    key: 'extract/1',
    kind: 'extract',
    subject: '1',
    createdAt: 1,
    asked: 1,
    notBefore: 1,
    attempts: 1,
    leasedUntil: 0,
    lease: '',
  };
  await database.jobs.add(job);
  expect(await runningJob()).toBeNull();
  await database.jobs.put({ ...job, leasedUntil: 99, lease: 'x' });
  expect(await runningJob()).toMatchObject({ key: 'extract/1' });
});
