import { afterEach, describe, expect, test } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import { ScriptedTutor } from '#tests/helpers/scripted-tutor.ts';
import { TutorClient, textOf, type TutorEvent } from '#tests/helpers/tutor-client.ts';
import { startScriptedServer, type ScriptedServer } from '#tests/helpers/tutor-server.ts';
import { until } from '#tests/helpers/until.ts';

const servers: ScriptedServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A server with a tutor that can be asked for corrections. */
async function start(environment: Record<string, string> = {}, tutor = new ScriptedTutor('claude')) {
  const server = await startScriptedServer({ SHUTDOWN_SECONDS: '0', ...environment }, { file: ':memory:' }, tutor);
  servers.push(server);
  const client = new TutorClient(server.address);
  return { tutor, client, log: server.log };
}

type Started = Awaited<ReturnType<typeof start>>;

/** One turn, with what the tutor says in it. */
async function talk({ tutor, client }: Started, text: string, body: object = {}): Promise<TutorEvent[]> {
  const events = client.events(body);
  await tutor.asked(tutor.requests.length + 1);
  tutor.say(text);
  tutor.finish();
  return events;
}

/** One turn that is corrected. */
async function corrected(started: Started, answer: unknown, body: object = {}): Promise<TutorEvent | undefined> {
  const events = talk(started, 'Qué bien.', body);
  (await started.tutor.askedAside(started.tutor.asides.length + 1)).answer(answer);
  return (await events).at(-1);
}

const note = {
  original: 'fue',
  replacement: 'fui',
  before: 'Yo',
  category: 'verb_form',
  severity: 'wrong',
  explanation: 'Yo: fui.',
};
const correction = { corrected: 'Yo fui al cine.', notes: [note], wellDone: 'Clear.' };
const message = { user_message: 'Yo fue al cine.' };

describe('corrections', () => {
  test('are asked for beside the reply and come with its end, which is kept so', async () => {
    const started = await start();
    const end = await corrected(started, correction, message);
    expect(end).toMatchObject({ done: true, full_text: 'Qué bien.', corrections: correction });
    expect(await started.client.json('/conversations/1/messages')).toMatchObject({
      messages: [{ text: message.user_message }, { text: 'Qué bien.', corrections: correction }],
    });
    const { request } = await started.tutor.askedAside(1);
    expect(request.lesson).toMatchObject({ language: 'es', level: 'A1', task: { name: 'correct' } });
    expect(request.messages[0]?.text).toContain('Yo fue al cine.');
    expect(started.log.join('')).not.toMatch(/fue|fui/);
  });

  test('never hold the text up', async () => {
    const { tutor, client } = await start();
    const events = client.stream(message);
    const first = events.next();
    await tutor.asked(1);
    tutor.say('Uno, ');
    expect((await first).value).toMatchObject({ token: 'Uno, ' });
    const aside = await tutor.askedAside(1);
    tutor.say('dos.');
    expect((await events.next()).value).toMatchObject({ token: 'dos.' });
    tutor.finish({ reason: 'length' });
    expect((await events.next()).value).toEqual({ id: 10, whole: true, full_text: 'Uno, dos.', cut: 'length' });
    // It is the reply by then, for whoever looks.
    expect(await client.json('/conversations/1/messages')).toMatchObject({
      messages: [{ text: message.user_message }, { text: 'Uno, dos.', state: 'done', corrections: null }],
    });
    aside.answer(correction);
    expect((await events.next()).value).toEqual({
      id: 11,
      done: true,
      full_text: 'Uno, dos.',
      corrections: correction,
      cut: 'length',
    });
  });

  test('that are still out are told of again to whoever comes back', async () => {
    const { tutor, client } = await start();
    const asked = { ...message, turn_id: 't' };
    const first = client.stream(asked);
    const token = first.next();
    await tutor.asked(1);
    tutor.say('Uno.');
    await token;
    await first.return(undefined);
    tutor.finish();
    const aside = await tutor.askedAside(1);
    const second = client.stream(asked, 2);
    expect((await second.next()).value).toMatchObject({ token: 'o.' });
    expect((await second.next()).value).toMatchObject({ id: 5, whole: true, full_text: 'Uno.' });
    await second.return(undefined);
    const third = client.stream(asked, 5);
    const end = third.next();
    aside.answer(correction);
    expect((await end).value).toMatchObject({ id: 6, done: true, corrections: correction });
    expect(await client.events(asked, 5)).toMatchObject([{ id: 6, done: true, corrections: correction }]);
    expect(await client.events(asked, 6)).toEqual([]);
  });

  test('that are still out do not keep the next message waiting, and its tutor knows the reply', async () => {
    const { tutor, client } = await start();
    const first = client.stream({ ...message, turn_id: 'a' });
    const token = first.next();
    await tutor.asked(1);
    tutor.say('Qué bien.');
    await token;
    tutor.finish();
    expect((await first.next()).value).toMatchObject({ whole: true });
    const second = client.events({ user_message: 'Hola', turn_id: 'b', corrections: false });
    await tutor.asked(2);
    expect(tutor.requests[1]?.messages.map(({ text }) => text)).toEqual([message.user_message, 'Qué bien.', 'Hola']);
    tutor.say('Hola.');
    tutor.finish();
    expect((await second).at(-1)).toMatchObject({ done: true, full_text: 'Hola.' });
    tutor.asides[0]?.answer(correction);
    expect((await first.next()).value).toMatchObject({ done: true, corrections: correction });
  });

  test('that are still out are given up where the reply is asked for anew: it was whole all the same', async () => {
    const { tutor, client } = await start();
    const first = client.stream({ ...message, turn_id: 't', attempt_id: 'a' });
    const token = first.next();
    await tutor.asked(1);
    tutor.say('Uno.');
    await token;
    tutor.finish();
    expect((await first.next()).value).toMatchObject({ whole: true });
    const { signal } = await tutor.askedAside(1);
    const second = client.events({ ...message, turn_id: 't', attempt_id: 'b' });
    expect((await first.next()).value).toMatchObject({ done: true, full_text: 'Uno.', corrections: null });
    expect(signal.aborted).toBe(true);
    await tutor.asked(2);
    tutor.say('Dos.');
    (await tutor.askedAside(2)).answer(correction);
    tutor.finish();
    expect((await second).at(-1)).toMatchObject({ done: true, full_text: 'Dos.', corrections: correction });
  });

  test('know what the message answers', async () => {
    const started = await start();
    await corrected(started, correction, message);
    await corrected(started, correction, message);
    expect(started.tutor.asides[0]?.request.messages[0]?.text).not.toContain('answers this');
    expect(started.tutor.asides[1]?.request.messages[0]?.text).toMatch(/answers this:\n.*\nQué bien\./);
  });

  test('go on where nobody listens any more', async () => {
    const { tutor, client } = await start();
    const events = client.stream({ ...message, turn_id: 't' });
    const first = events.next();
    await tutor.asked(1);
    tutor.say('Uno.');
    await first;
    await events.return(undefined);
    tutor.finish();
    (await tutor.askedAside(1)).answer(correction);
    expect((await client.events({ turn_id: 't' })).at(-1)).toMatchObject({ done: true, corrections: correction });
  });

  test.each<[string, unknown]>([
    ['rubbish', 'I can not do that.'],
    ['JSON of another form', { corrected: 5 }],
  ])('are none where the answer is %s', async (_, answer) => {
    const started = await start();
    const events = talk(started, 'Qué bien.', message);
    (await started.tutor.askedAside(1)).answer(answer);
    (await started.tutor.askedAside(2)).answer(answer);
    expect((await events).at(-1)).toMatchObject({ done: true, full_text: 'Qué bien.', corrections: null });
    expect(started.log.join('')).toContain('"event":"correction-failed","code":"bad-output"');
  });

  test('are not asked for where the learner does not want them', async () => {
    const started = await start();
    const [end] = (await talk(started, 'Qué bien.', { ...message, corrections: false })).slice(-1);
    expect(end).toMatchObject({ done: true, corrections: null });
    expect(started.tutor.asides).toHaveLength(0);
  });

  test('that fail leave the reply as it is', async () => {
    const started = await start();
    const events = talk(started, 'Qué bien.', message);
    (await started.tutor.askedAside(1)).fail(new PatterError('overloaded', { cause: new Error('sk-secret') }));
    expect((await events).at(-1)).toMatchObject({ done: true, full_text: 'Qué bien.', corrections: null });
    expect(started.log.join('')).toContain('"overloaded"');
    expect(started.log.join('')).not.toContain('secret');
  });

  test('of a reply that fails are given up, and asked for with the next', async () => {
    const started = await start();
    const { tutor, client } = started;
    const events = client.events({ ...message, turn_id: 't', attempt_id: 'a' });
    await tutor.asked(1);
    tutor.say('Qué');
    const aside = await tutor.askedAside(1);
    tutor.fail(new PatterError('overloaded'));
    expect((await events).at(-1)).toMatchObject({ error: { code: 'overloaded' } });
    expect(aside.signal.aborted).toBe(true);
    expect(started.log.join('')).not.toContain('correction-failed');
    const again = await corrected(started, correction, { ...message, turn_id: 't', attempt_id: 'b' });
    expect(again).toMatchObject({ corrections: correction });
  });

  test('are not asked for twice: another reply to the same message has the first', async () => {
    const started = await start();
    await corrected(started, correction, { ...message, turn_id: 't', attempt_id: 'a' });
    const again = await talk(started, 'Otra cosa.', { ...message, turn_id: 't', attempt_id: 'b' });
    expect(textOf(again)).toBe('Otra cosa.');
    expect(again.at(-1)).toMatchObject({ done: true, corrections: correction });
    expect(started.tutor.asides).toHaveLength(1);
  });

  test('that are still out when the server stops do not cost the reply', async () => {
    const { tutor, client } = await start();
    const events = client.stream(message);
    const first = events.next();
    await tutor.asked(1);
    tutor.say('Uno.');
    await first;
    tutor.finish();
    expect((await events.next()).value).toMatchObject({ whole: true, full_text: 'Uno.' });
    const aside = await tutor.askedAside(1);
    await servers.pop()?.close();
    expect((await events.next()).value).toMatchObject({ done: true, full_text: 'Uno.', corrections: null });
    expect(aside.signal.aborted).toBe(true);
  });

  test.each<[string, object, Record<string, string>, ScriptedTutor]>([
    ['nothing that was said', { user_message: ' ' }, {}, new ScriptedTutor('claude')],
    ['the learner’s own script', { user_message: 'Hello there', language: 'ja' }, {}, new ScriptedTutor('claude')],
    ['a host who does not want it', message, { CORRECTIONS: 'off' }, new ScriptedTutor('claude')],
    ['a tutor that can not', message, {}, new ScriptedTutor('remote')],
  ])('are not asked for: %s', async (_, body, environment, tutor) => {
    const started = await start(environment, tutor);
    expect((await talk(started, 'Hola.', body)).at(-1)).toMatchObject({ done: true, corrections: null });
    expect(tutor.asides).toEqual([]);
  });

  describe('from a model that answers one request at a time', () => {
    const one = () => new ScriptedTutor('ollama', { parallel: false });

    test('are asked for after the reply, behind its prompt', async () => {
      const started = await start({}, one());
      const { tutor, client } = started;
      const events = client.stream(message);
      const first = events.next();
      await tutor.asked(1);
      tutor.say('Qué bien.');
      expect((await first).value).toMatchObject({ token: 'Qué bien.' });
      expect(tutor.asides).toEqual([]);
      tutor.finish();
      expect((await events.next()).value).toMatchObject({ whole: true, full_text: 'Qué bien.' });
      const { request } = await tutor.askedAside(1);
      expect(request.system).toBe(tutor.requests[0]?.system);
      expect(request.messages[0]).toEqual({ role: 'learner', text: message.user_message });
      tutor.asides[0]?.answer(correction);
      expect((await events.next()).value).toMatchObject({ done: true, corrections: correction });
    });

    test('make way for the next reply, and are asked for again after it', async () => {
      const { tutor, client } = await start({}, one());
      const first = client.events(message);
      await tutor.asked(1);
      tutor.say('Uno.');
      tutor.finish();
      const interrupted = await tutor.askedAside(1);
      const second = client.events({ user_message: 'Hola', conversation_id: 2 });
      await tutor.asked(2);
      await until(async () => interrupted.signal.aborted);
      tutor.say('Dos.');
      tutor.finish();
      (await tutor.askedAside(2)).answer(correction);
      (await tutor.askedAside(3)).answer(correction);
      for (const events of [await first, await second]) {
        expect(events.at(-1)).toMatchObject({ done: true, corrections: correction });
      }
    });
  });
});

describe('the reply before', () => {
  const start1 = () => start({}, new ScriptedTutor());

  test('is held against the level, and the tutor told what was wrong with it', async () => {
    const started = await start1();
    await talk(started, 'Las vicisitudes estrafalarias obnubilan perpetuamente.');
    await talk(started, 'Hola. ¿Qué tal?', { user_message: 'No entiendo' });
    await talk(started, 'Bien.', { user_message: 'Bien' });
    const [first, second, third] = started.tutor.requests.map(({ reminder }) => reminder);
    expect(first).not.toContain('Your last message');
    expect(second).toMatch(/Your last message had words that are too hard \(.*vicisitudes/);
    expect(third).not.toContain('Your last message');
    expect(started.tutor.requests[2]?.messages.map(({ text }) => text)).toEqual([
      'Hola',
      'Las vicisitudes estrafalarias obnubilan perpetuamente.',
      'No entiendo',
      'Hola. ¿Qué tal?',
      'Bien',
    ]);
  });

  test('in another script is told as such', async () => {
    const started = await start1();
    await talk(started, 'Как у вас дела сегодня?');
    await talk(started, 'Bien.');
    expect(started.tutor.requests[1]?.reminder).toContain('was not in Spanish');
  });
});
