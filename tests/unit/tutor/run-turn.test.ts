import { describe, expect, it } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatRequest, Provider, StreamPart } from '#lib/providers/provider.ts';
import { noGuidance } from '#lib/tutor/prompt.ts';
import { runTurn, type TurnPart } from '#lib/tutor/run-turn.ts';

function tutor(
  parts: (StreamPart | Error)[],
  contextTokens = 8_000,
  startsOver = false,
): Provider & { requests: ChatRequest[] } {
  const requests: ChatRequest[] = [];
  return {
    id: 'claude',
    traits: { local: false, parallel: true, startsOver, contextTokens },
    requests,
    models: async () => [],
    async *stream(request) {
      requests.push(request);
      for (const part of parts) {
        if (part instanceof Error) throw part;
        yield part;
      }
    },
  };
}

async function* newestFirst(...texts: string[]): AsyncGenerator<{ role: 'learner'; text: string }> {
  for (const text of texts) yield { role: 'learner', text };
}

async function run(provider: Provider, text = 'Hola', begun = '', corrections = true): Promise<TurnPart[]> {
  const turn = {
    conversationId: 7,
    turnId: 't',
    model: 'm',
    lesson: { language: 'es', level: 'A1', learnerLanguage: 'en' } as const,
    setting: { scene: null, reading: null },
    corrections,
    guidance: noGuidance,
    newestFirst: newestFirst(text),
    begun,
  };
  const parts: TurnPart[] = [];
  for await (const part of runTurn(turn, provider, new AbortController().signal)) parts.push(part);
  return parts;
}

const correction = {
  corrected: 'Soy Ana',
  notes: [
    { original: 'Es', replacement: 'Soy', category: 'verb_form', severity: 'wrong', explanation: '“I am” is “soy”.' },
  ],
  wellDone: null,
};

describe('a turn with one tutor', () => {
  it('gives the tutor language, level, the learner’s language and their message', async () => {
    const provider = tutor([
      { type: 'text', text: 'Hola' },
      { type: 'finish', reason: 'stop' },
    ]);
    await run(provider, 'Buenos días');
    expect(provider.requests).toHaveLength(1);
    const [request] = provider.requests;
    expect(request?.messages).toEqual([{ role: 'learner', text: 'Buenos días' }]);
    expect(request?.lesson).toMatchObject({ language: 'es', level: 'A1', learnerLanguage: 'en', conversationId: 7 });
    expect(request?.system).toContain('Spanish');
    expect(request?.reminder).toContain('at most 25 words');
  });

  it('drops blank space before the first word, and none after it', async () => {
    const provider = tutor([
      { type: 'text', text: '\n' },
      { type: 'text', text: ' Hola' },
      { type: 'text', text: ' Ana' },
      { type: 'finish', reason: 'stop' },
    ]);
    expect(await run(provider)).toEqual([
      { type: 'text', text: 'Hola' },
      { type: 'text', text: ' Ana' },
      { type: 'finish' },
    ]);
  });

  it.each(['length', 'refused'] as const)('tells a reply that ended by %s from a whole one', async (reason) => {
    const provider = tutor([
      { type: 'text', text: 'Hola' },
      { type: 'finish', reason },
    ]);
    expect(await run(provider)).toContainEqual({ type: 'finish', cut: reason });
  });

  it('tells a tutor that corrects by itself where that is not wanted', async () => {
    const requests: ChatRequest[] = [];
    const provider: Provider = {
      ...tutor([]),
      async *stream(request) {
        requests.push(request);
        yield { type: 'text', text: 'Hola' };
        yield { type: 'finish', reason: 'stop' };
      },
    };
    await run(provider);
    expect(requests[0]?.lesson).not.toHaveProperty('corrections');
    await run(provider, 'Hola', '', false);
    expect(requests[1]?.lesson.corrections).toBe(false);
  });

  it('hands on what can be read of a correction, and drops what is none', async () => {
    const saying = (corrections: unknown) =>
      run(
        tutor([
          { type: 'text', text: 'Hola' },
          { type: 'finish', reason: 'stop', corrections },
        ]),
      );
    expect(await saying(correction)).toContainEqual({ type: 'finish', correction });
    expect(await saying({ ...correction, notes: [{}] })).toContainEqual({
      type: 'finish',
      correction: { ...correction, notes: [] },
    });
    for (const rubbish of [null, [], 'x', { corrected: 3 }]) {
      expect(await saying(rubbish)).toContainEqual({ type: 'finish' });
    }
  });

  it('hands on a correction that comes behind the finish, and ends without one that is none', async () => {
    const hello: StreamPart = { type: 'text', text: 'Hola' };
    const whole: StreamPart = { type: 'finish', reason: 'length', correctionsFollow: true };
    const saying = (...more: StreamPart[]) => run(tutor([hello, whole, ...more]));
    const said: TurnPart[] = [hello, { type: 'finish', cut: 'length', correctionFollows: true }];
    expect(await saying({ type: 'corrections', corrections: correction })).toEqual([
      ...said,
      { type: 'correction', correction },
    ]);
    expect(await saying({ type: 'corrections', corrections: 'x' })).toEqual(said);
    expect(await saying()).toEqual(said);
  });

  it.each([
    { name: 'nothing at all', parts: [], code: 'interrupted' },
    { name: 'text without an end', parts: [{ type: 'text', text: 'Ho' }], code: 'interrupted' },
    { name: 'an end without text', parts: [{ type: 'finish', reason: 'stop' }], code: 'bad-output' },
    {
      name: 'an end after all text was taken back',
      parts: [{ type: 'text', text: 'Okay' }, { type: 'retract' }, { type: 'finish', reason: 'stop' }],
      code: 'bad-output',
    },
    { name: 'an end by length without text', parts: [{ type: 'finish', reason: 'length' }], code: 'bad-output' },
    { name: 'the provider’s own error', parts: [new PatterError('auth')], code: 'auth' },
  ] as { name: string; parts: (StreamPart | Error)[]; code: string }[])('$name is $code', async ({ parts, code }) => {
    await expect(run(tutor(parts))).rejects.toMatchObject({ name: 'PatterError', code });
  });

  it('says that a message is too long for the tutor’s window instead of sending it cut', async () => {
    const provider = tutor([], 2_000);
    await expect(run(provider, 'palabra '.repeat(2_000))).rejects.toMatchObject({ code: 'too-long' });
    expect(provider.requests).toHaveLength(0);
  });
});

describe('a reply that is gone on with', () => {
  const finish = { type: 'finish', reason: 'stop' } as const;

  it('gives the tutor the part, and asks it to begin with the last words of it', async () => {
    const provider = tutor([{ type: 'text', text: 'la película?' }, finish]);
    const parts = await run(provider, 'Hola', '¿De qué trata la pelíc');
    expect(parts).toEqual([{ type: 'text', text: 'ula?' }, { type: 'finish' }]);
    const [request] = provider.requests;
    expect(request?.messages).toEqual([
      { role: 'learner', text: 'Hola' },
      { role: 'tutor', text: '¿De qué trata la pelíc' },
    ]);
    expect(request?.reminder).toContain('¿De qué trata la pelíc]');
    expect(request?.reminder).toContain('at most 25 words');
    expect(request?.system).toBe((await systemOf()) ?? '');
  });

  it('asks a tutor that starts over as it did the first time', async () => {
    const provider = tutor([{ type: 'text', text: 'Uno, dos.' }, finish], 8_000, true);
    expect(await run(provider, 'Hola', 'Uno, ')).toEqual([{ type: 'text', text: 'dos.' }, { type: 'finish' }]);
    expect(provider.requests[0]?.messages).toEqual([{ role: 'learner', text: 'Hola' }]);
    expect(provider.requests[0]?.reminder).not.toContain('broke off');
  });

  it('is whole where there is no more to say', async () => {
    expect(await run(tutor([finish]), 'Hola', 'Uno.')).toEqual([{ type: 'finish' }]);
  });

  async function systemOf(): Promise<string | undefined> {
    const provider = tutor([{ type: 'text', text: 'Hola' }, finish]);
    await run(provider);
    return provider.requests[0]?.system;
  }
});
