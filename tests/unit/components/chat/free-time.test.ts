import { expect, it } from 'vitest';
import { FreeTime } from '#components/chat/free-time.ts';

it('is said once somebody has been writing for a while, now and then, and not of what was before a message', () => {
  let now = 0;
  const said: number[] = [];
  const free = new FreeTime(
    () => said.push(now),
    () => now,
  );
  const writeUntil = (end: number): void => {
    for (; now < end; now += 500) free.busy();
  };
  writeUntil(2_900);
  expect(said).toEqual([]);
  writeUntil(30_000);
  expect(said).toEqual([3_000, 18_000]);
  free.over();
  writeUntil(36_000);
  // A message was sent: writing begins anew.
  expect(said).toEqual([3_000, 18_000, 33_000]);
  now += 60_000;
  free.busy();
  expect(said).toHaveLength(3);
});
