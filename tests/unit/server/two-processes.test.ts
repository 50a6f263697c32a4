import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { startPostgres } from '#tests/helpers/postgres-cluster.ts';
import { startServerProcess, type ServerProcess } from '#tests/helpers/server-process.ts';
import { TutorClient, textOf, type TutorEvent } from '#tests/helpers/tutor-client.ts';
import { until } from '#tests/helpers/until.ts';
import { Vendors } from '#tests/helpers/vendors.ts';

const cluster = await startPostgres();
const vendors = await Vendors.start();
const running: ServerProcess[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop('SIGKILL')));
  vendors.reset();
});

afterAll(async () => {
  cluster?.stop();
  await vendors.close();
});

const pieces = Array.from({ length: 30 }, (_, index) => `${index} `);
const whole = pieces.join('');

/** A model that does not come to an end while a test looks. */
const endless = Array.from({ length: 10_000 }, () => '… ');

/** So many processes of one server, with a slow model. */
async function start(count: number, more: Record<string, string> = {}): Promise<TutorClient[]> {
  vendors.script.pieces = pieces;
  vendors.script.delayMs = 30;
  const environment = {
    DATABASE_URL: (await cluster?.createDatabase()) ?? '',
    TUTOR: 'ollama',
    TUTOR_MODEL: 'patter-test',
    TUTOR_ADDRESS: vendors.url,
    ...more,
  };
  for (let index = 0; index < count; index += 1) running.push(await startServerProcess(environment));
  return running.map(({ address }) => new TutorClient(address));
}

/** The first events of a reply, of which the connection then breaks. */
async function firstEvents(client: TutorClient | undefined, count: number, body: object): Promise<TutorEvent[]> {
  const seen: TutorEvent[] = [];
  for await (const event of client?.stream(body) ?? []) {
    seen.push(event);
    if (seen.length === count) break;
  }
  return seen;
}

// Without PostgreSQL there is nothing here to try; `npm test` says so.
describe.runIf(cluster !== undefined)('two processes with one PostgreSQL', { timeout: 60_000 }, () => {
  test('a reply that begins in one goes on in the other, without losing or doubling a character', async () => {
    const [one, other] = await start(2);
    const seen = await firstEvents(one, 3, { turn_id: 't' });
    const rest = await other?.events({ turn_id: 't' }, seen.at(-1)?.id);
    expect(textOf([...seen, ...(rest ?? [])])).toBe(whole);
    expect(rest?.at(-1)).toMatchObject({ done: true, full_text: whole });
    expect(vendors.seen).toHaveLength(1);
  });

  test('the same turn, asked of both at once, is put to the model once', async () => {
    const clients = await start(2);
    const replies = await Promise.all(clients.map((client) => client.events({ turn_id: 't', attempt_id: 'a' })));
    for (const events of replies) expect(textOf(events)).toBe(whole);
    expect(vendors.seen).toHaveLength(1);
  });

  test('the conversation goes on in either', async () => {
    const [one, other] = await start(2);
    vendors.script.delayMs = 0;
    await one?.events({ user_message: 'Uno' });
    await other?.events({ user_message: 'Dos' });
    expect(JSON.stringify(vendors.seen[1]?.body['messages'])).toMatch(/Uno.*0 1 2.*Dos/);
    expect(await one?.json('/conversations/1/messages')).toEqual(await other?.json('/conversations/1/messages'));
  });

  test('another asking in one ends the one that runs in the other', async () => {
    const [one, other] = await start(2);
    vendors.script.pieces = endless;
    const first = one?.events({ turn_id: 't', attempt_id: 'a' });
    await until(async () => vendors.seen.length > 0);
    vendors.script.pieces = pieces;
    const second = await other?.events({ turn_id: 't', attempt_id: 'b' });
    expect((await first)?.at(-1)).toMatchObject({ error: { code: 'interrupted' } });
    expect(textOf(second ?? [])).toBe(whole);
  });

  test('kill -9 of one is seen by whoever follows in the other, and the turn can be asked for there', async () => {
    const [one, other] = await start(2);
    vendors.script.pieces = endless;
    const seen = await firstEvents(one, 3, { turn_id: 't' });
    vendors.script.pieces = pieces;
    const following = other?.events({ turn_id: 't' }, seen.at(-1)?.id);
    await running[0]?.stop('SIGKILL');
    expect((await following)?.at(-1)).toMatchObject({ error: { code: 'interrupted', status: 503 } });
    const again = await other?.events({ turn_id: 't', attempt_id: 'again' });
    expect(textOf(again ?? [])).toBe(whole);
  });

  test('that a reply is whole is told in the other while its correction is out, also after kill -9', async () => {
    const [one, other] = await start(2);
    vendors.script.delayMs = 0;
    vendors.script.asideMs = 10 * 60_000;
    const asked = { turn_id: 't', user_message: 'Yo fue al cine.' };
    const seen = await firstEvents(one, 1, asked);
    const following = other?.stream(asked, seen.at(-1)?.id) ?? [];
    const rest: TutorEvent[] = [];
    for await (const event of following) {
      rest.push(event);
      // The correction never comes, and nor does who would end the waiting for it.
      if (event.whole === true) await running[0]?.stop('SIGKILL');
    }
    expect(textOf([...seen, ...rest])).toBe(whole);
    expect(rest.at(-2)).toMatchObject({ whole: true, full_text: whole });
    expect(rest.at(-1)).toMatchObject({ done: true, full_text: whole, corrections: null });
    expect(vendors.seen).toHaveLength(1);
  });

  test('a correction that takes long comes in the other too, where the client says that it takes it late', async () => {
    const [one, other] = await start(2);
    vendors.script.delayMs = 0;
    vendors.script.asides = { correct: { corrected: 'Yo fui al cine.', notes: [], wellDone: null } };
    // Longer than one waits who does not say so.
    vendors.script.asideMs = 6_000;
    const asked = { user_message: 'Yo fue al cine.', late_corrections: true };
    const first = one?.stream({ ...asked, turn_id: 't' }) ?? [];
    let seen = 0;
    for await (const { id, whole: isWhole } of first) {
      seen = id;
      if (isWhole === true) break;
    }
    const rest = await other?.events({ ...asked, turn_id: 't' }, seen);
    expect(rest).toMatchObject([{ done: true, full_text: whole, corrections: { corrected: 'Yo fui al cine.' } }]);
    expect(vendors.asides).toHaveLength(1);
    expect(await one?.json('/conversations/1/messages')).toMatchObject({
      messages: [{}, { state: 'done', corrections: { corrected: 'Yo fui al cine.' } }],
    });
  });

  test('limits hold for both together', async () => {
    const [one, other] = await start(2, { TURNS_PER_MINUTE: '1' });
    vendors.script.delayMs = 0;
    await one?.events();
    await expect(other?.events()).rejects.toThrow(/^429/);
  });
});
