import { expect, it, vi } from 'vitest';
import { singlePress } from '#components/ui/single-press.ts';

it('a double click counts once, and so does a key', () => {
  const act = vi.fn<() => void>();
  const press = singlePress(act);
  for (const detail of [1, 2, 3]) press({ detail });
  expect(act).toHaveBeenCalledTimes(1);
  press({ detail: 0 });
  expect(act).toHaveBeenCalledTimes(2);
});
