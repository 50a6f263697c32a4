import { describe, expect, test } from 'vitest';
import type { StreamPart } from '#lib/providers/provider.ts';
import { longestReply, showableParts } from '#lib/providers/reply-text.ts';

function shown(...parts: StreamPart[]): AsyncGenerator<StreamPart> {
  return showableParts(
    (async function* given() {
      yield* parts;
    })(),
  );
}

const text = (value: string): StreamPart => ({ type: 'text', text: value });
const finish: StreamPart = { type: 'finish', reason: 'stop' };
const cut: StreamPart = { type: 'finish', reason: 'length' };

describe('half a character', () => {
  const [high = '', low = ''] = '🍅'.split('');

  test('waits for its other half', async () => {
    expect(await Array.fromAsync(shown(text(`a${high}`), text(`${low}b`), finish))).toEqual([
      text('a'),
      text('🍅b'),
      finish,
    ]);
  });

  test('makes no part of its own', async () => {
    expect(await Array.fromAsync(shown(text(high), text(''), text(low), finish))).toEqual([text('🍅'), finish]);
  });

  test('is given out at the end where nothing follows', async () => {
    expect(await Array.fromAsync(shown(text(`a${high}`), finish))).toEqual([text('a'), text(high), finish]);
  });

  test('goes with the text that is taken back', async () => {
    expect(await Array.fromAsync(shown(text(`a${high}`), { type: 'retract' }, text('b'), finish))).toEqual([
      text('a'),
      { type: 'retract' },
      text('b'),
      finish,
    ]);
  });
});

test('empty text is not handed on', async () => {
  expect(await Array.fromAsync(shown(text(''), finish))).toEqual([finish]);
});

describe('a long reply', () => {
  const half = 'x'.repeat(longestReply / 2);

  test('is whole up to the limit', async () => {
    expect(await Array.fromAsync(shown(text(half), text(half), finish))).toEqual([text(half), text(half), finish]);
  });

  test('ends there', async () => {
    expect(await Array.fromAsync(shown(text(half), text(half), text('y'), finish))).toEqual([
      text(half),
      text(half),
      cut,
    ]);
  });

  test('ends there in the middle of a part, but not of a character', async () => {
    expect(await Array.fromAsync(shown(text(half), text(`${half.slice(1)}🍅`), finish))).toEqual([
      text(half),
      text(half.slice(1)),
      cut,
    ]);
  });

  test('is counted anew from where it was taken back', async () => {
    const parts = [text(half), text(half), { type: 'retract' }, text(half), finish] as const;
    expect(await Array.fromAsync(shown(...parts))).toEqual(parts);
  });
});
