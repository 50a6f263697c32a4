import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStore, openTokens, type StorePlace } from '#server/store/open.ts';
import type { Asked, Question, Store } from '#server/store/store.ts';
import { storeKinds } from '#tests/helpers/stores.ts';

// A database takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const kinds = await storeKinds();

afterAll(() => {
  for (const { discard } of kinds) discard();
});

const question = (given: Partial<Question> = {}): Question => ({
  owner: 0,
  conversation: 1,
  turnId: 'turn-1',
  attemptId: '',
  message: 'Hola',
  lesson: { language: 'es', level: 'A1', learnerLanguage: undefined, scene: undefined },
  at: 1_000,
  ...given,
});

describe.each(kinds)('$name', ({ place }) => {
  let where: StorePlace;
  let store: Store;

  beforeEach(async () => {
    where = await place();
    store = await openStore(where, () => undefined);
  });

  afterEach(() => store.close());

  /** A turn that ran to its end. */
  async function talk(given: Partial<Question>, text: string): Promise<Asked> {
    const asked = await store.ask(question(given));
    await store.finish({ ...asked.attempt, text, ending: { corrections: null } }, 'done', 2_000);
    return asked;
  }

  async function history(turn: number): Promise<string[]> {
    return (await Array.fromAsync(store.before(turn))).map(({ role, text }) => `${role}: ${text}`);
  }

  test('a question is kept, and begins an attempt', async () => {
    const asked = await store.ask(question());
    expect(asked).toMatchObject({
      begun: true,
      message: 'Hola',
      lesson: { language: 'es', level: 'A1', learnerLanguage: 'en', scene: undefined },
      attempt: { number: 1, start: 0, text: '', ending: null },
    });
    const turns = await store.turns(0, 1, { limit: 9 });
    expect(turns).toMatchObject([{ turnId: 'turn-1', message: 'Hola', reply: { state: 'running' } }]);
  });

  test('a message’s correction is found whichever reply it came with', async () => {
    const corrections = { corrected: 'Hola.', notes: [], wellDone: null };
    const { attempt } = await store.ask(question({ attemptId: 'a' }));
    expect(await store.correctionOf(attempt.turn)).toBeNull();
    await store.finish({ ...attempt, text: '¿Sí?', ending: { corrections } }, 'done', 2_000);
    await talk({ attemptId: 'b' }, '¿Qué?');
    const { attempt: failed } = await store.ask(question({ attemptId: 'c' }));
    await store.finish({ ...failed, text: '', ending: { error: 'overloaded' } }, 'failed', 3_000);
    const { attempt: other } = await talk({ turnId: 'turn-2' }, '¡Hola!');
    expect(await store.correctionOf(attempt.turn)).toEqual(corrections);
    expect(await store.correctionOf(other.turn)).toBeNull();
  });

  test('a repeated question begins nothing, a new asking does', async () => {
    const first = await talk({ attemptId: 'a' }, '¡Hola!');
    expect(await store.ask(question({ attemptId: 'a' }))).toMatchObject({ begun: false, attempt: { text: '¡Hola!' } });
    expect(await store.ask(question())).toMatchObject({ begun: false });
    const second = await store.ask(question({ attemptId: 'b', message: 'something else' }));
    expect(second).toMatchObject({ begun: true, message: 'Hola', attempt: { turn: first.attempt.turn, number: 2 } });
    expect(second.attempt.start).toBeGreaterThan('¡Hola!'.length);
  });

  test('the same question, asked many times at once, begins once', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => store.ask(question())));
    expect(all.filter(({ begun }) => begun)).toHaveLength(1);
    expect(new Set(all.map(({ attempt }) => attempt.turn)).size).toBe(1);
  });

  test('an attempt that was replaced can write nothing', async () => {
    const { attempt } = await store.ask(question());
    await store.ask(question({ attemptId: 'b' }));
    expect(await store.save([{ ...attempt, text: 'late' }])).toEqual([]);
    expect(await store.finish({ ...attempt, ending: { corrections: null } }, 'done', 1)).toBe(false);
  });

  test('a whole reply stays until another is whole', async () => {
    await talk({ attemptId: 'a' }, '¡Hola!');
    const { attempt } = await store.ask(question({ attemptId: 'b' }));
    await store.save([{ ...attempt, text: 'Bue' }]);
    const shown = async () => (await store.turns(0, 1, { limit: 9 }))?.map(({ reply }) => reply.text);
    expect(await shown()).toEqual(['¡Hola!']);
    await store.finish({ ...attempt, text: 'Buenas.', ending: { corrections: null } }, 'done', 1);
    expect(await shown()).toEqual(['Buenas.']);
  });

  test('a text that is whole is the reply, before its attempt has ended', async () => {
    const whole = { corrections: null, cut: 'length' as const };
    await talk({ attemptId: 'a' }, '¡Hola!');
    const { attempt } = await store.ask(question({ attemptId: 'b' }));
    expect(await store.keepWhole({ ...attempt, text: 'Buenas.', whole })).toBe(true);
    expect(await store.find(question())).toMatchObject({ text: 'Buenas.', whole, ending: null });
    expect(await store.read([attempt.turn])).toMatchObject([{ text: 'Buenas.', whole, ending: null }]);
    // What was on its way to the store before comes too late.
    expect(await store.save([{ ...attempt, text: 'Bue' }])).toEqual([]);
    const { attempt: next } = await store.ask(question({ turnId: 'turn-2' }));
    expect(await history(next.turn)).toEqual(['tutor: Buenas.', 'learner: Hola']);
    expect(await store.interruptLost(1)).toBe(0);
    const corrections = { corrected: 'Hola.', notes: [], wellDone: null };
    expect(await store.finish({ ...attempt, text: 'Buenas.', ending: { ...whole, corrections } }, 'done', 3)).toBe(
      true,
    );
    expect(await store.find(question())).toMatchObject({ whole: null, ending: { corrections, cut: 'length' } });
    expect(await store.correctionOf(attempt.turn)).toEqual(corrections);
  });

  test('it stays whole where another reply is asked for, and its own attempt can write no more', async () => {
    const whole = { corrections: null };
    const { attempt } = await store.ask(question({ attemptId: 'a' }));
    await store.keepWhole({ ...attempt, text: '¡Hola!', whole });
    const { attempt: second } = await store.ask(question({ attemptId: 'b' }));
    expect(await store.finish({ ...attempt, text: '¡Hola!', ending: whole }, 'done', 3)).toBe(false);
    expect(await store.keepWhole({ ...attempt, whole })).toBe(false);
    await store.finish({ ...second, text: '', ending: { error: 'overloaded' } }, 'failed', 4);
    expect(await store.turns(0, 1, { limit: 9 })).toMatchObject([
      { reply: { text: '¡Hola!', state: 'done', ending: whole } },
    ]);
  });

  test('it stays whole where its process dies', async () => {
    const whole = { corrections: null, cut: 'refused' as const };
    const { attempt } = await store.ask(question());
    await store.keepWhole({ ...attempt, text: '¡Hola!', whole });
    await store.close();
    store = await openStore(where, () => undefined);
    expect(await store.interruptLost(7)).toBe(1);
    expect(await store.find(question())).toMatchObject({ text: '¡Hola!', whole: null, ending: whole });
    expect(await store.turns(0, 1, { limit: 9 })).toMatchObject([{ reply: { state: 'done', endedAt: 7 } }]);
  });

  test('what has arrived is saved for many at once, and read again', async () => {
    const asked = await Promise.all(
      Array.from({ length: 450 }, (_, index) => store.ask(question({ conversation: index + 1 }))),
    );
    const written = asked.map(({ attempt }, index) => ({ ...attempt, text: `reply ${index} 日本 🍅`, start: index }));
    expect(await store.save(written)).toHaveLength(450);
    const read = await store.read(asked.slice(0, 3).map(({ attempt }) => attempt.turn));
    expect(read.toSorted((a, b) => a.start - b.start)).toEqual(written.slice(0, 3));
    expect(await store.find(question({ conversation: 450 }))).toMatchObject({ text: 'reply 449 日本 🍅' });
    expect(await store.find(question({ conversation: 451 }))).toBeUndefined();
  });

  test('an end is kept with all that it says', async () => {
    const { attempt } = await store.ask(question());
    const corrections = { corrected: 'Hola.', notes: [], wellDone: null };
    const end = { ...attempt, text: 'x', ending: { corrections, cut: 'length' as const } };
    expect(await store.finish(end, 'done', 5)).toBe(true);
    expect(await store.finish(end, 'done', 5)).toBe(true);
    expect(await store.finish({ ...end, text: 'y' }, 'failed', 6)).toBe(false);
    expect(await store.find(question())).toMatchObject({ ending: { corrections, cut: 'length' } });
  });

  test('the way back through a conversation', async () => {
    await talk({ turnId: 'hello', message: '' }, '¡Hola!');
    for (let index = 0; index < 50; index += 1) await talk({ turnId: `t${index}`, message: `m${index}` }, `r${index}`);
    await talk({ conversation: 2 }, 'elsewhere');
    await talk({ owner: 5 }, 'somebody else');
    const { attempt } = await store.ask(question({ turnId: 'last' }));
    const said = await history(attempt.turn);
    expect(said).toHaveLength(101);
    expect(said.slice(0, 3)).toEqual(['tutor: r49', 'learner: m49', 'tutor: r48']);
    expect(said.at(-1)).toBe('tutor: ¡Hola!');
  });

  test('conversations by owner, latest first, a page at a time', async () => {
    for (const [id, at] of [
      [1, 10],
      [2, 30],
      [3, 20],
      [4, 20],
    ] as const)
      await store.ask(question({ conversation: id, at }));
    await store.ask(question({ owner: 7, conversation: 9 }));
    const first = await store.conversations(0, { limit: 2 });
    expect(first.map(({ id }) => id)).toEqual([2, 4]);
    const { updatedAt = 0, id = 0 } = first.at(-1) ?? {};
    expect((await store.conversations(0, { limit: 9, before: { updatedAt, id } })).map((one) => one.id)).toEqual([
      3, 1,
    ]);
    expect(await store.turns(0, 9, { limit: 9 })).toBeUndefined();
  });

  test('a lesson is what was said of it last', async () => {
    const { language, level } = { language: 'fr', level: 'B2' as const };
    await store.ask(question({ lesson: { language: 'es', level: 'A1', learnerLanguage: 'de', scene: 'cafe' } }));
    const lesson = { language, level, learnerLanguage: undefined, scene: undefined };
    const asked = await store.ask(question({ turnId: 'turn-2', lesson }));
    expect(asked.lesson).toEqual({ language, level, learnerLanguage: 'de', scene: 'cafe' });
  });

  test('a conversation is deleted with everything in it', async () => {
    const { attempt } = await talk({}, 'x');
    expect(await store.deleteConversation(3, 1)).toBe(false);
    expect(await store.deleteConversation(0, 1)).toBe(true);
    expect(await store.deleteConversation(0, 1)).toBe(false);
    expect(await store.read([attempt.turn])).toEqual([]);
    expect(await store.ask(question())).toMatchObject({ begun: true, attempt: { number: 1 } });
  });

  test('what this process runs is not lost', async () => {
    await store.ask(question());
    expect(await store.interruptLost(1)).toBe(0);
  });

  test('what a process ran that is gone is marked, with its text, and can be asked for again', async () => {
    const { attempt } = await store.ask(question({ attemptId: 'a' }));
    await store.save([{ ...attempt, text: 'Hol' }]);
    await store.close();
    store = await openStore(where, () => undefined);
    expect(await store.interruptLost(1)).toBe(1);
    expect(await store.turns(0, 1, { limit: 9 })).toMatchObject([
      { message: 'Hola', reply: { text: 'Hol', state: 'interrupted', ending: { error: 'interrupted' } } },
    ]);
    expect(await store.ask(question({ attemptId: 'b' }))).toMatchObject({ begun: true });
  });

  test('tokens are kept by their hash until they are revoked, also beside a server', async () => {
    const tokens = await openTokens(where);
    const added = await tokens.addToken('ana', 'hash-1', 5);
    await tokens.close();
    expect(await store.findToken('hash-1')).toEqual(added);
    expect(await store.findToken('hash-2')).toBeUndefined();
    expect(await store.revokeTokens('ana', 6)).toBe(1);
    expect(await store.revokeTokens('ana', 7)).toBe(0);
    expect(await store.findToken('hash-1')).toBeUndefined();
    expect(await store.tokens()).toEqual([{ ...added, revokedAt: 6 }]);
  });

  test('a limit counts', async () => {
    const limiter = store.limiter({ keyPrefix: 'test', points: 2, duration: 60 });
    await limiter.consume('ana');
    await limiter.consume('ana');
    await limiter.consume('bea');
    await expect(limiter.consume('ana')).rejects.toMatchObject({ msBeforeNext: expect.any(Number) });
  });

  test('it is reached', async () => {
    await expect(store.ping()).resolves.toBeUndefined();
  });
});

/** As the first version of the program left it. */
const firstVersion = `
  DROP VIEW replies;
  DROP INDEX attempts_running;
  CREATE INDEX attempts_running ON attempts (runner) WHERE state = 'running';
  CREATE VIEW replies AS
    SELECT a.* FROM attempts a WHERE a.number = (
      SELECT b.number FROM attempts b WHERE b.turn = a.turn
      ORDER BY CASE WHEN b.state = 'done' THEN 0 ELSE 1 END, b.number DESC LIMIT 1
    );
  UPDATE schema_version SET version = 1`;

async function goBack(where: StorePlace): Promise<void> {
  if ('file' in where) {
    const file = new DatabaseSync(where.file);
    file.exec(firstVersion);
    file.close();
    return;
  }
  const client = new Client({ connectionString: where.postgres });
  await client.connect();
  await client.query(firstVersion);
  await client.end();
}

test.each(kinds)('$name of an earlier version is brought up to date, with all that is in it', async ({ place }) => {
  const where = await place();
  const before = await openStore(where, () => undefined);
  const { attempt } = await before.ask(question());
  await before.finish({ ...attempt, text: '¡Hola!', ending: { corrections: null } }, 'done', 2_000);
  await before.close();
  await goBack(where);
  const store = await openStore(where, () => undefined);
  const { attempt: second } = await store.ask(question({ attemptId: 'b' }));
  const shown = async () => (await store.turns(0, 1, { limit: 9 }))?.map(({ reply }) => reply.text);
  expect(await shown()).toEqual(['¡Hola!']);
  await store.keepWhole({ ...second, text: 'Buenas.', whole: { corrections: null } });
  expect(await shown()).toEqual(['Buenas.']);
  await store.close();
});

test('a file is one server’s', async () => {
  const where = await kinds[0]?.place();
  if (where === undefined) throw new Error('no place');
  const store = await openStore(where, () => undefined);
  await expect(openStore(where, () => undefined)).rejects.toMatchObject({ code: 'busy' });
  await store.close();
  const next = await openStore(where, () => undefined);
  await next.close();
});

test('a database that can not be reached is the storage’s failure', async () => {
  const postgres = 'postgres://patter@127.0.0.1:1/none';
  await expect(openStore({ postgres }, () => undefined)).rejects.toMatchObject({ code: 'storage' });
  await expect(openStore({ file: '/dev/null/patter.db' }, () => undefined)).rejects.toMatchObject({ code: 'storage' });
});
