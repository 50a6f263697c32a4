import { expect, it } from 'vitest';
import { tellProgress, watchProgress, type Progress } from '#lib/backup/progress.ts';

it('progress is told to all that look on, until they look away, and what is none is not', async () => {
  const [first, second]: Progress[][] = [[], []];
  const unwatch = [first, second].map((seen) => watchProgress((progress) => seen?.push(progress)));
  const other = new BroadcastChannel('patter.restore/1');
  other.postMessage('half');
  other.close();
  tellProgress({ done: 2_000, all: 5_000 });
  await expect.poll(() => [first, second]).toEqual([[{ done: 2_000, all: 5_000 }], [{ done: 2_000, all: 5_000 }]]);
  unwatch[0]?.();
  tellProgress({ done: 5_000, all: 5_000 });
  await expect.poll(() => second).toHaveLength(2);
  expect(first).toHaveLength(1);
  unwatch[1]?.();
});
