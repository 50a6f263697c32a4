import { expect, it, vi } from 'vitest';
import { singlePress } from '#components/ui/single-press.ts';

it('a double click counts once, and so does a key', () => {
  const act = vi.fn<() => void>();
  for (const detail of [1, 2, 3]) singlePress({ detail }, act);
  expect(act).toHaveBeenCalledTimes(1);
  singlePress({ detail: 0 }, act);
  expect(act).toHaveBeenCalledTimes(2);
});
