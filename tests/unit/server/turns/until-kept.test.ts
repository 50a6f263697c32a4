import { expect, test, vi } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import { untilKept } from '#server/turns/until-kept.ts';

/** A store that is away so often, of which nobody has to wait for the return. */
function away(times: number, error = new PatterError('storage')): () => Promise<string> {
  let left = times;
  return async () => {
    left -= 1;
    if (left >= 0) throw error;
    return 'kept';
  };
}

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }));

test('a database that is away for a moment is waited for', async () => {
  expect(await untilKept(away(0))).toBe('kept');
  expect(await untilKept(away(6))).toBe('kept');
});

test('one that stays away is not', async () => {
  await expect(untilKept(away(7))).rejects.toMatchObject({ code: 'storage' });
});

test('nor is one that is full', async () => {
  await expect(untilKept(away(1, new PatterError('storage-full')))).rejects.toMatchObject({ code: 'storage-full' });
});
