import { describe, expect, it } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatRequest, Provider } from '#lib/providers/provider.ts';
import { Lane, oneAtATime } from '#lib/tutor/one-at-a-time.ts';
import { until } from '#tests/helpers/until.ts';

interface Call {
  aside: boolean;
  signal: AbortSignal;
  /** Says a text and ends. */
  answer: (text: string) => void;
  fail: (error: Error) => void;
}

/** A tutor that answers when it is told to, and ends with `cancelled` when it is aborted. */
function heldTutor(parallel = false): { provider: Provider; calls: Call[] } {
  const calls: Call[] = [];
  const provider: Provider = {
    id: 'ollama',
    traits: { local: true, parallel, startsOver: false, contextTokens: 1_000 },
    models: async () => [],
    async *stream(request, { signal }) {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      signal.addEventListener('abort', () => reject(new PatterError('cancelled')));
      calls.push({
        aside: request.responseSchema !== undefined || request.ahead === true,
        signal,
        answer: resolve,
        fail: reject,
      });
      yield { type: 'text', text: await promise };
      yield { type: 'finish', reason: 'stop' };
    },
    promptCache: {
      leastTokens: 0,
      keptMs: 1,
      fill: (_, { signal }) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(new PatterError('cancelled')));
          calls.push({ aside: true, signal, answer: () => resolve(undefined), fail: reject });
        }),
    },
  };
  return { provider, calls };
}

const lesson = { conversationId: 1, turnId: 't', language: 'es', level: 'A1', learnerLanguage: 'en' } as const;
const reply: ChatRequest = { model: 'm', system: '', reminder: '', messages: [], maxTokens: 9, lesson };
const aside: ChatRequest = { ...reply, responseSchema: {} };

async function read(provider: Provider, request: ChatRequest, signal = new AbortController().signal): Promise<string> {
  let text = '';
  for await (const part of provider.stream(request, { signal })) {
    if (part.type === 'text') text += part.text;
    if (part.type === 'retract') text = '';
  }
  return text;
}

describe('a tutor that answers one request at a time', () => {
  it('is asked for an aside only once nobody waits for a reply', async () => {
    const { provider, calls } = heldTutor();
    const tutor = oneAtATime(provider, new Lane());
    const said = read(tutor, reply);
    const asked = read(tutor, aside);
    await until(async () => calls.length === 1 || null);
    expect(calls[0]?.aside).toBe(false);
    calls[0]?.answer('Hola');
    expect(await said).toBe('Hola');
    await until(async () => calls.length === 2 || null);
    calls[1]?.answer('{}');
    expect(await asked).toBe('{}');
  });

  it('leaves an aside for a reply, and is asked for it again afterwards', async () => {
    const { provider, calls } = heldTutor();
    const tutor = oneAtATime(provider, new Lane());
    const asked = read(tutor, aside);
    await until(async () => calls.length === 1 || null);
    const said = read(tutor, reply);
    await until(async () => calls.length === 2 || null);
    expect(calls[0]?.signal.aborted).toBe(true);
    calls[1]?.answer('Hola');
    expect(await said).toBe('Hola');
    await until(async () => calls.length === 3 || null);
    calls[2]?.answer('{"again":true}');
    expect(await asked).toBe('{"again":true}');
  });

  it('is asked for one aside after the other', async () => {
    const { provider, calls } = heldTutor();
    const tutor = oneAtATime(provider, new Lane());
    const asked = [1, 2, 3].map(() => read(tutor, aside));
    for (let count = 1; count <= 3; count += 1) {
      await until(async () => calls.length === count || null);
      await Promise.resolve();
      expect(calls).toHaveLength(count);
      calls[count - 1]?.answer(String(count));
    }
    expect((await Promise.all(asked)).toSorted()).toEqual(['1', '2', '3']);
  });

  it('goes first with an aside that somebody waits for, and comes back to the others', async () => {
    const { provider, calls } = heldTutor();
    const tutor = oneAtATime(provider, new Lane());
    const task = { name: 'extract', subject: '', waited: false } as const;
    const unwaited = { ...aside, lesson: { ...lesson, task } };
    const idle = [read(tutor, unwaited), read(tutor, unwaited)];
    await until(async () => calls.length === 1 || null);
    const wanted = read(tutor, aside);
    await until(async () => calls.length === 2 || null);
    expect(calls[0]?.signal.aborted).toBe(true);
    calls[1]?.answer('wanted');
    expect(await wanted).toBe('wanted');
    await until(async () => calls.length === 3 || null);
    calls[2]?.answer('1');
    await until(async () => calls.length === 4 || null);
    calls[3]?.answer('2');
    expect((await Promise.all(idle)).toSorted()).toEqual(['1', '2']);
  });

  it('lets an aside that is no longer wanted go, also while it waits, and the others come through', async () => {
    const { provider, calls } = heldTutor();
    const tutor = oneAtATime(provider, new Lane());
    const said = read(tutor, reply);
    await until(async () => calls.length === 1 || null);
    const abort = new AbortController();
    const unwanted = read(tutor, aside, abort.signal);
    const wanted = read(tutor, aside);
    abort.abort();
    await expect(unwanted).rejects.toMatchObject({ code: 'cancelled' });
    calls[0]?.answer('Hola');
    await said;
    await until(async () => calls.length === 2 || null);
    calls[1]?.answer('{}');
    expect(await wanted).toBe('{}');
  });

  it('leaves what is asked ahead for a reply, like an aside', async () => {
    const { provider, calls } = heldTutor();
    const tutor = oneAtATime(provider, new Lane());
    const asked = read(tutor, { ...reply, ahead: true });
    await until(async () => calls.length === 1 || null);
    const said = read(tutor, reply);
    await until(async () => calls.length === 2 || null);
    expect(calls.map((call) => [call.aside, call.signal.aborted])).toEqual([
      [true, true],
      [false, false],
    ]);
    calls[1]?.answer('Hola');
    expect(await said).toBe('Hola');
    await until(async () => calls.length === 3 || null);
    calls[2]?.answer('Ya');
    expect(await asked).toBe('Ya');
  });

  it('reads nothing ahead while a reply is on its way, and stops for good for one that comes', async () => {
    const { provider, calls } = heldTutor();
    const tutor = oneAtATime(provider, new Lane());
    const options = { signal: new AbortController().signal };
    const said = read(tutor, reply);
    const filled = tutor.promptCache?.fill(reply, options);
    await until(async () => calls.length === 1 || null);
    expect(calls[0]?.aside).toBe(false);
    calls[0]?.answer('Hola');
    await said;
    await until(async () => calls.length === 2 || null);
    const more = read(tutor, reply);
    await expect(filled).rejects.toMatchObject({ code: 'cancelled' });
    await until(async () => calls.length === 3 || null);
    calls[2]?.answer('Bien');
    expect(await more).toBe('Bien');
    expect(calls).toHaveLength(3);
  });

  it('goes on after one that failed, and tells of the failure', async () => {
    const { provider, calls } = heldTutor();
    const tutor = oneAtATime(provider, new Lane());
    const asked = read(tutor, aside);
    await until(async () => calls.length === 1 || null);
    calls[0]?.fail(new PatterError('server-error'));
    await expect(asked).rejects.toMatchObject({ code: 'server-error' });
    const said = read(tutor, reply);
    await until(async () => calls.length === 2 || null);
    calls[1]?.answer('Hola');
    expect(await said).toBe('Hola');
  });
});

it('leaves a tutor that answers several at once as it is', async () => {
  const { provider } = heldTutor(true);
  expect(oneAtATime(provider, new Lane())).toBe(provider);
});
