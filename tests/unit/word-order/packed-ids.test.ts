import { expect, it } from 'vitest';
import { idsAt, packIds } from '#lib/word-order/packed-ids.ts';

it('gives ids back page by page', () => {
  const ids = ['a', 'bcd', '', 'ef', '映画'];
  const packed = packIds(ids);
  expect(idsAt(packed, 0, 9)).toEqual(ids);
  expect(idsAt(packed, 0, 2)).toEqual(['a', 'bcd']);
  expect(idsAt(packed, 2, 2)).toEqual(['', 'ef']);
  expect(idsAt(packed, 4, 2)).toEqual(['映画']);
  expect(idsAt(packed, 5, 2)).toEqual([]);
  expect(idsAt(packIds([]), 0, 2)).toEqual([]);
});
