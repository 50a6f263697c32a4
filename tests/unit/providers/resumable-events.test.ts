import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import { createRemote } from '#lib/providers/remote.ts';
import { timeLimits } from '#lib/providers/time-limits.ts';
import { bytesOf } from '#tests/helpers/bytes.ts';
import { chatRequest, readReply } from '#tests/helpers/read-reply.ts';

/** One answer of a server that can go on: its events, and how its connection ends. */
interface Answer {
  events?: readonly string[];
  ending?: 'end' | 'break' | 'stall';
  status?: number;
  headers?: Record<string, string>;
  /** No answer at all. */
  unreachable?: boolean;
}

const token = (id: number, text: string): string => `id: ${id}\ndata: {"token": ${JSON.stringify(text)}}\n\n`;
const done = (id: number, text: string): string => `id: ${id}\ndata: {"done": true, "full_text": "${text}"}\n\n`;
const resumable = { 'turn-id': 'turn-1' };

interface Asked {
  lastEventId: string | null;
  attempt: unknown;
}

/** Requests whose connection nobody has left. */
const open = new Set<unknown>();
const connections = (): number => open.size;

/** Gives these answers, one a request. @returns what it was asked */
function stubServer(...answers: readonly Answer[]): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (_: string, init: RequestInit & { signal: AbortSignal; body: string }) => {
    const { attempt_id: attempt } = JSON.parse(init.body) as { attempt_id: string };
    asked.push({ lastEventId: new Headers(init.headers).get('last-event-id'), attempt });
    const {
      events = [],
      ending = 'end',
      status = 200,
      headers = resumable,
      unreachable,
    } = answers[asked.length - 1] ?? {
      unreachable: true,
    };
    init.signal.throwIfAborted();
    if (unreachable) throw new TypeError('fetch failed');
    open.add(init);
    init.signal.addEventListener('abort', () => open.delete(init));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const event of events) controller.enqueue(bytesOf(event));
        if (ending === 'end') controller.close();
        init.signal.addEventListener('abort', () => controller.error(init.signal.reason));
      },
      pull(controller) {
        if (ending === 'break') controller.error(new TypeError('terminated'));
      },
      cancel: () => void open.delete(init),
    });
    return new Response(body, { status, headers });
  });
  return asked;
}

/** A reply, with the waiting that there is in it over at once. */
async function reply(signal?: AbortSignal) {
  const outcome = readReply(createRemote({ address: 'http://127.0.0.1' }), chatRequest(), signal);
  await vi.runAllTimersAsync();
  return outcome;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a connection that breaks', () => {
  test.each(['end', 'break'] as const)('by its %s is made again, from the last event on', async (ending) => {
    const asked = stubServer(
      { events: [token(3, '¡Ho'), token(5, 'la')], ending },
      { events: [token(6, '!'), done(7, '¡Hola!')] },
    );
    expect(await reply()).toMatchObject({ text: '¡Hola!', error: undefined, finishes: [{ reason: 'stop' }] });
    expect(asked.map(({ lastEventId }) => lastEventId)).toEqual([null, '5']);
    expect(new Set(asked.map(({ attempt }) => attempt)).size).toBe(1);
  });

  test('behind a whole text is made again for the correction, and costs nothing where that can not be had', async () => {
    const whole = 'id: 7\ndata: {"whole": true, "full_text": "¡Hola!"}\n\n';
    const finishes = [{ reason: 'stop', correctionsFollow: true }];
    const asked = stubServer({ events: [token(6, '¡Hola!'), whole], ending: 'break' }, { events: [done(8, '¡Hola!')] });
    expect(await reply()).toMatchObject({ text: '¡Hola!', error: undefined, finishes });
    expect(asked.map(({ lastEventId }) => lastEventId)).toEqual([null, '7']);
    stubServer({ events: [token(6, '¡Hola!'), whole], ending: 'break' }, { status: 404 });
    expect(await reply()).toMatchObject({ text: '¡Hola!', error: undefined, finishes });
  });

  test('is left where too many corrections are still out, and made again as one of them is over', async () => {
    const whole = (id: number): string => `id: ${id}\ndata: {"whole": true, "full_text": "Hola"}\n\n`;
    const corrections = { corrected: 'Yo fui.' };
    const late = `id: 8\ndata: {"done": true, "full_text": "Hola", "corrections": ${JSON.stringify(corrections)}}\n\n`;
    const asked = stubServer(
      ...[1, 2, 3, 4].map((id) => ({ events: [token(4, 'Hola'), whole(id)], ending: 'stall' as const })),
      { events: [late] },
    );
    const provider = createRemote({ address: 'http://127.0.0.1' });
    const replies = [1, 2, 3, 4].map(() => {
      const leave = new AbortController();
      return { leave, parts: provider.stream(chatRequest(), { signal: leave.signal })[Symbol.asyncIterator]() };
    });
    for (const { parts } of replies) {
      expect((await parts.next()).value).toMatchObject({ text: 'Hola' });
      expect((await parts.next()).value).toMatchObject({ type: 'finish', correctionsFollow: true });
    }
    const ends = replies.map(({ parts }) => parts.next());
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(4);
    expect(connections()).toBe(3);
    replies[1]?.leave.abort();
    expect(await ends[3]).toEqual({ done: false, value: { type: 'corrections', corrections } });
    expect(asked.map(({ lastEventId }) => lastEventId)).toEqual([null, null, null, null, '4']);
    for (const { leave } of replies) leave.abort();
    await Promise.all(ends);
    await replies[3]?.parts.next();
    expect(connections()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('in the middle of an event costs nothing', async () => {
    const asked = stubServer(
      { events: [token(3, '¡Ho'), 'id: 5\ndata: {"token": "l'], ending: 'break' },
      { events: [token(6, 'la!'), done(7, '¡Hola!')] },
    );
    expect(await reply()).toMatchObject({ text: '¡Hola!', error: undefined });
    expect(asked[1]?.lastEventId).toBe('3');
  });

  test('before the first event is made again with the same request', async () => {
    const asked = stubServer({ ending: 'break' }, { events: [done(7, '¡Hola!')] });
    expect(await reply()).toMatchObject({ text: '¡Hola!', error: undefined });
    expect(asked).toEqual([asked[0], asked[0]]);
  });

  test('is made again while the server is started anew', async () => {
    stubServer(
      { events: [token(3, '¡Ho')], ending: 'break' },
      { unreachable: true },
      { status: 502, headers: {} },
      { status: 503, headers: { 'retry-after': '2' } },
      { events: [token(6, 'la!'), done(7, '¡Hola!')] },
    );
    expect(await reply()).toMatchObject({ text: '¡Hola!', error: undefined });
  });

  test('again and again is made again as long as there is something new', async () => {
    const text = 'abcdefghijklmnop';
    const asked = stubServer(
      ...[...text].map((letter, index) => ({ events: [token(index + 1, letter)], ending: 'break' as const })),
      { events: [done(text.length + 1, text)] },
    );
    expect(await reply()).toMatchObject({ text, error: undefined });
    expect(asked).toHaveLength(text.length + 1);
  });

  test('is given up after a few times in vain', async () => {
    const asked = stubServer({ events: [token(3, '¡Ho')], ending: 'break' });
    expect(await reply()).toMatchObject({ text: '¡Ho', error: 'unreachable', finishes: [] });
    expect(asked).toHaveLength(7);
  });

  test('is not made again where the server no longer wants it', async () => {
    const asked = stubServer({ events: [token(3, '¡Ho')], ending: 'break' }, { status: 401, headers: {} });
    expect(await reply()).toMatchObject({ text: '¡Ho', error: 'auth' });
    expect(asked).toHaveLength(2);
  });

  test('is not made again to a server that would begin anew', async () => {
    stubServer({ events: [token(3, '¡Ho')], ending: 'break' }, { events: [token(3, '¡Ho')], headers: {} });
    expect(await reply()).toMatchObject({ text: '¡Ho', error: 'interrupted' });
    const asked = stubServer({ events: [token(3, '¡Ho')], ending: 'break', headers: {} });
    expect(await reply()).toMatchObject({ text: '¡Ho', error: 'interrupted' });
    expect(asked).toHaveLength(1);
  });

  test('is not made again once the learner has stopped it', async () => {
    const asked = stubServer({ events: [token(3, '¡Ho')], ending: 'break' }, { ending: 'stall' });
    const learner = new AbortController();
    const outcome = readReply(createRemote({ address: 'http://127.0.0.1' }), chatRequest(), learner.signal);
    await vi.advanceTimersByTimeAsync(0);
    learner.abort();
    await vi.runAllTimersAsync();
    expect(await outcome).toMatchObject({ text: '¡Ho', error: 'cancelled' });
    expect(asked).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('and is silent after that is a time-out', async () => {
    stubServer({ events: [token(3, '¡Ho')], ending: 'break' }, { ending: 'stall' });
    const outcome = readReply(createRemote({ address: 'http://127.0.0.1' }), chatRequest());
    await vi.advanceTimersByTimeAsync(timeLimits.remote.firstTextMs + 1_000);
    expect(await outcome).toMatchObject({ text: '¡Ho', error: 'timeout' });
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('what the server takes back is taken back', async () => {
  stubServer({ events: [token(3, 'Hmm'), 'id: 5\ndata: {"retract": true}\n\n', token(9, 'Hola'), done(10, 'Hola')] });
  expect(await reply()).toMatchObject({ text: 'Hola', error: undefined });
});

test.each([
  ['length', 'length'],
  ['refused', 'refused'],
  ['something new', 'stop'],
])('a reply that was cut: %s', async (cut, reason) => {
  stubServer({ events: [`data: {"done": true, "full_text": "Hol", "cut": "${cut}"}\n\n`] });
  expect((await reply()).finishes).toMatchObject([{ reason }]);
});

test.each([
  [{ code: 'language-unsupported', status: 422 }, 'language-unsupported', undefined],
  [{ code: 'rate-limited', status: 429, retry_after: 7 }, 'rate-limited', 7_000],
  [{ code: 'tutor-misconfigured', status: 500 }, 'server-error', undefined],
  [{ code: 'auth', status: 503 }, 'overloaded', undefined],
])('an error that the server names: %j', async (error, code, retryAfterMs) => {
  stubServer({ events: [token(3, '¡Ho'), `id: 4\ndata: ${JSON.stringify({ error })}\n\n`] });
  const { thrown } = await reply();
  expect(thrown).toBeInstanceOf(PatterError);
  expect(thrown).toMatchObject({ code, retryAfterMs });
});
