import { describe, expect, test } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import { createGuided } from '#lib/providers/guided/guided.ts';
import type { StreamPart } from '#lib/providers/provider.ts';
import { languages, partsOf, practise, requestFor } from './practice.ts';

const asked = [{ role: 'learner', text: 'Hola' }] as const;

function codeOf(error: unknown): string {
  return error instanceof PatterError ? error.code : String(error);
}

async function failure(work: Promise<unknown>): Promise<string> {
  return work.then(() => 'no failure', codeOf);
}

test('is local, needs no model and has no choice of models', async () => {
  const provider = createGuided();
  expect(provider.id).toBe('guided');
  expect(provider.traits).toEqual({
    local: true,
    parallel: true,

    startsOver: true,
    contextTokens: 200_000,
  });
  expect(await provider.models({ signal: new AbortController().signal })).toEqual([]);
});

describe.each(languages)('a reply in %s', (language) => {
  test('comes word by word and ends once', async () => {
    const parts = await partsOf(requestFor(language, undefined, asked));
    expect(parts.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    const texts = parts.slice(0, -1);
    expect(texts.length).toBeGreaterThan(15);
    for (const part of texts) {
      expect(part.type).toBe('text');
      if (part.type === 'text') expect(part.text.trim()).not.toBe('');
    }
  });

  test('is the same for the same conversation', async () => {
    const request = requestFor(language, 'cafe', asked);
    expect(await partsOf(request)).toEqual(await partsOf(request));
  });
});

test('corrections come with the finish, and only where there are some', async () => {
  const learner = practise('es');
  await learner.open();
  learner.messages.push({ role: 'learner', text: 'Hola, mi llamo Ana' });
  const finish = (await partsOf(requestFor('es', undefined, learner.messages))).at(-1);
  expect(finish).toMatchObject({ type: 'finish', corrections: { corrected: 'Hola, me llamo Ana' } });
  const right = await partsOf(requestFor('es', undefined, [{ role: 'learner', text: 'Me llamo Ana' }]));
  expect(right.at(-1)).not.toHaveProperty('corrections');
});

test('waits between the parts, not before the first', async () => {
  let waits = 0;
  const pace = async () => {
    waits++;
  };
  const stream = createGuided({ pace }).stream(requestFor('fr', 'cafe', asked), {
    signal: new AbortController().signal,
  });
  const parts: StreamPart[] = await Array.fromAsync(stream);
  expect(waits).toBe(parts.length - 2);
});

describe('stopping', () => {
  test('before the start', async () => {
    const stream = createGuided().stream(requestFor('es', undefined, asked), { signal: AbortSignal.abort() });
    expect(await failure(Array.fromAsync(stream))).toBe('cancelled');
  });

  test('in the middle of a wait ends it at once', async () => {
    const stop = new AbortController();
    const parts: StreamPart[] = [];
    const read = async () => {
      const stream = createGuided().stream(requestFor('es', undefined, asked), { signal: stop.signal });
      for await (const part of stream) {
        parts.push(part);
        if (parts.length === 2) queueMicrotask(() => stop.abort());
      }
    };
    expect(await failure(read())).toBe('cancelled');
    expect(parts.map((part) => part.type)).toEqual(['text', 'text']);
  });

  test('a pace that gives up when it is stopped is no other failure', async () => {
    const stop = new AbortController();
    const pace = async () => {
      stop.abort();
      throw new DOMException('stopped', 'AbortError');
    };
    const stream = createGuided({ pace }).stream(requestFor('es', undefined, asked), { signal: stop.signal });
    expect(await failure(Array.fromAsync(stream))).toBe('cancelled');
  });
});

describe('what it can not do', () => {
  test('JSON', async () => {
    const request = requestFor('es', undefined, asked, { responseSchema: { type: 'object' } });
    expect(await failure(partsOf(request))).toBe('task-unsupported');
  });

  test('languages without scenes', async () => {
    expect(await failure(partsOf(requestFor('nl', undefined, asked)))).toBe('language-unsupported');
    expect(await failure(partsOf(requestFor('', undefined, asked)))).toBe('language-unsupported');
  });

  test('but every region of a language that has some', async () => {
    expect(await partsOf(requestFor('es-MX', undefined, asked))).toEqual(
      await partsOf(requestFor('es', undefined, asked)),
    );
  });
});
