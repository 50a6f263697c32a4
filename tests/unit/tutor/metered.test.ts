import { describe, expect, it, vi } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatRequest, Provider, StreamPart, Usage } from '#lib/providers/provider.ts';
import { metered, type Meter } from '#lib/tutor/metered.ts';
import { estimateTokens } from '#lib/tutor/tokens.ts';

const request: ChatRequest = {
  model: 'm',
  system: 'You are a tutor.',
  reminder: 'Be short.',
  messages: [
    { role: 'tutor', text: '¡Hola!' },
    { role: 'learner', text: '昨日、映画を見ました' },
  ],
  maxTokens: 100,
  lesson: { conversationId: 1, turnId: 't', language: 'es', level: 'A1', learnerLanguage: 'en' },
};
const sent = ['You are a tutor.', 'Be short.', '¡Hola!', '昨日、映画を見ました']
  .map(estimateTokens)
  .reduce((sum, tokens) => sum + tokens, 0);
const finish: StreamPart = { type: 'finish', reason: 'stop' };
const text = (said: string): StreamPart => ({ type: 'text', text: said });

function setUp(parts: (StreamPart | Error)[], admit: Meter['admit'] = async () => undefined) {
  const stream = vi.fn(async function* () {
    for (const part of parts) {
      if (part instanceof Error) throw part;
      yield part;
    }
  });
  const provider: Provider = {
    id: 'claude',
    traits: { local: false, parallel: true, startsOver: false, contextTokens: 1_000 },
    stream,
    models: vi.fn(async () => [{ id: 'm', name: 'M' }]),
  };
  const meter = { admit: vi.fn(admit), record: vi.fn<Meter['record']>(async () => undefined) };
  return { stream, provider, meter, tutor: metered(provider, meter) };
}

/** @returns what came, and the code of what was thrown */
async function read(tutor: Provider, most = Number.POSITIVE_INFINITY): Promise<unknown[]> {
  const came: unknown[] = [];
  try {
    for await (const part of tutor.stream(request, { signal: new AbortController().signal })) {
      came.push(part);
      if (came.length === most) break;
    }
  } catch (error) {
    came.push((error as PatterError).code);
  }
  return came;
}

describe('a metered tutor', () => {
  it('is counted once, with its finish, whatever comes behind that', async () => {
    const whole: StreamPart = { ...finish, correctionsFollow: true, usage: { input: 12, output: 3 } };
    const { tutor, meter } = setUp([text('Hola'), whole, { type: 'corrections', corrections: null }]);
    const parts = tutor.stream(request, { signal: new AbortController().signal })[Symbol.asyncIterator]();
    await parts.next();
    await parts.next();
    expect((await parts.next()).value).toMatchObject({ type: 'corrections' });
    expect(meter.record).toHaveBeenCalledTimes(1);
    expect((await parts.next()).done).toBe(true);
    expect(meter.record).toHaveBeenCalledExactlyOnceWith('claude', { input: 12, output: 3 });
  });

  it('passes on what it says, and counts what the vendor says it used', async () => {
    const parts: StreamPart[] = [text('Hola'), { ...finish, usage: { input: 12, output: 3 } }];
    const { tutor, meter } = setUp(parts);
    expect(await read(tutor)).toEqual(parts);
    expect(meter.admit).toHaveBeenCalledExactlyOnceWith('claude', true);
    expect(meter.record).toHaveBeenCalledExactlyOnceWith('claude', { input: 12, output: 3 });
  });

  it.each([
    { what: 'a vendor that does not count', parts: [text('Hola'), text(' Ana'), finish], output: 'Hola Ana' },
    {
      what: 'what was taken back',
      parts: [text('Hmm, '), { type: 'retract' }, text('Hola'), finish],
      output: 'Hmm, Hola',
    },
    { what: 'an empty reply', parts: [finish], output: '' },
    { what: 'a reply that broke', parts: [text('Ho'), new PatterError('interrupted')], output: 'Ho' },
    { what: 'a reply that failed', parts: [text('Ho'), new PatterError('overloaded')], output: 'Ho' },
    { what: 'a reply that was stopped', parts: [text('Ho'), new PatterError('cancelled')], output: 'Ho' },
    { what: 'a reply that broke before its first word', parts: [new PatterError('interrupted')], output: '' },
  ] satisfies { what: string; parts: (StreamPart | Error)[]; output: string }[])(
    'is estimated for $what',
    async ({ parts, output }) => {
      const { tutor, meter } = setUp(parts);
      await read(tutor);
      expect(meter.record).toHaveBeenCalledExactlyOnceWith('claude', { input: sent, output: estimateTokens(output) });
    },
  );

  it('is counted where its reader leaves, before or after the finish', async () => {
    const left = setUp([text('Hola'), text(' Ana'), finish]);
    await read(left.tutor, 1);
    expect(left.meter.record).toHaveBeenCalledExactlyOnceWith('claude', {
      input: sent,
      output: estimateTokens('Hola'),
    });
    const finished = setUp([text('Hola'), { ...finish, usage: { input: 1, output: 2 } }, text('')]);
    await read(finished.tutor, 2);
    expect(finished.meter.record).toHaveBeenCalledExactlyOnceWith('claude', { input: 1, output: 2 });
  });

  it.each(['unreachable', 'auth', 'cancelled', 'key-missing', 'rate-limited'] as const)(
    'is not counted where nothing came but %s',
    async (code) => {
      const { tutor, meter } = setUp([new PatterError(code)]);
      expect(await read(tutor)).toEqual([code]);
      expect(meter.record).not.toHaveBeenCalled();
    },
  );

  it('is not asked at all where it is not admitted, and that is not counted', async () => {
    const { tutor, meter, stream } = setUp([finish], () => Promise.reject(new PatterError('budget')));
    expect(await read(tutor)).toEqual(['budget']);
    expect(stream).not.toHaveBeenCalled();
    expect(meter.record).not.toHaveBeenCalled();
  });

  it('leaves what somebody waits for its limits, where it is asked ahead', async () => {
    const { tutor, meter } = setUp([text('Hola'), finish]);
    for await (const _ of tutor.stream({ ...request, ahead: true }, { signal: new AbortController().signal }));
    expect(meter.admit).toHaveBeenCalledExactlyOnceWith('claude', false);
  });

  it('counts what is read ahead into a cache, and reads nothing where that is not admitted', async () => {
    const options = { signal: new AbortController().signal };
    const fill = vi.fn(async (): Promise<Usage | undefined> => ({ input: 900, output: 0 }));
    const { provider, meter } = setUp([]);
    const cached = { ...provider, promptCache: { leastTokens: 1, keptMs: 1, fill } };
    await metered(cached, meter).promptCache?.fill(request, options);
    expect(meter.admit).toHaveBeenCalledExactlyOnceWith('claude', false);
    expect(meter.record).toHaveBeenLastCalledWith('claude', { input: 900, output: 0 });
    fill.mockResolvedValueOnce(undefined);
    await metered(cached, meter).promptCache?.fill(request, options);
    expect(meter.record).toHaveBeenLastCalledWith('claude', { input: sent, output: 0 });
    meter.admit.mockRejectedValue(new PatterError('budget'));
    await expect(metered(cached, meter).promptCache?.fill(request, options)).rejects.toMatchObject({ code: 'budget' });
    expect(fill).toHaveBeenCalledTimes(2);
    expect(metered(provider, meter)).not.toHaveProperty('promptCache');
  });

  it('lists its models as often as it is asked', async () => {
    const { tutor, meter } = setUp([], () => Promise.reject(new PatterError('throttled')));
    await expect(tutor.models({ signal: new AbortController().signal })).resolves.toHaveLength(1);
    expect(meter.admit).not.toHaveBeenCalled();
  });
});
