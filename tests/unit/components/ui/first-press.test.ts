import { expect, it } from 'vitest';
import { isFirstPress } from '#components/ui/first-press.ts';

it('the first click of several counts, and each press of a key', () => {
  expect([0, 0, 1, 2, 3].map((detail) => isFirstPress({ detail }))).toEqual([true, true, true, false, false]);
});
