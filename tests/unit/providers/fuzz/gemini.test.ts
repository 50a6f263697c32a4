import { expect, test } from 'vitest';
import { allStreams, fuzz, fuzzTimeoutMs } from '#tests/helpers/fuzz.ts';

test('whatever is done to a stream, the reply finishes or fails as it should', { timeout: fuzzTimeoutMs }, async () => {
  const endings = await fuzz('gemini');
  expect([...endings.values()].reduce((sum, count) => sum + count)).toBe(allStreams.count);
});

test('what is done to streams ends them in every way', async () => {
  const endings = await fuzz('gemini', { firstSeed: 1, count: 1_000 });
  expect([...endings.keys()]).toEqual(
    expect.arrayContaining([
      'stop',
      'length',
      'refused',
      'interrupted',
      'bad-stream',
      'overloaded',
      'server-error',
      'cancelled',
    ]),
  );
});
