import { expect, test, vi } from 'vitest';
import { Places, type Place } from '#lib/providers/places.ts';

/** A place that was asked for, with what tells whether it is there. */
function asked(place: Place) {
  const free = vi.fn<() => void>();
  void place.free?.then(free);
  return { ...place, leave: () => place.leave(), isFree: () => place.free === null || free.mock.calls.length > 0 };
}

test('so many are there at once, the others in their order as one is left', async () => {
  const places = new Places(2);
  const all = Array.from({ length: 5 }, () => asked(places.take()));
  const free = async (): Promise<boolean[]> => {
    await Promise.resolve();
    return all.map(({ isFree }) => isFree());
  };
  expect(await free()).toEqual([true, true, false, false, false]);
  all[1]?.leave();
  expect(await free()).toEqual([true, true, true, false, false]);
  // Who does not wait any more is passed over; to leave twice gives nothing twice.
  all[3]?.leave();
  all[1]?.leave();
  expect(await free()).toEqual([true, true, true, false, false]);
  all[0]?.leave();
  expect(await free()).toEqual([true, true, true, false, true]);
  all[2]?.leave();
  all[4]?.leave();
  expect([places.take().free, places.take().free]).toEqual([null, null]);
  expect(places.take().free).not.toBeNull();
});
