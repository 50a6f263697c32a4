import type { CDPSession } from 'playwright';

/** What the page's main thread was busy with while something was done and until it rested, in milliseconds. */
export async function work(cdp: CDPSession, act: () => Promise<void>): Promise<number> {
  const busy = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const before = await busy();
  await act();
  // At rest: no more than the asking itself costs.
  let latest = await busy();
  for (let quiet = 0; quiet < 3;) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    const now = await busy();
    quiet = now - latest < 0.002 ? quiet + 1 : 0;
    latest = now;
  }
  return (latest - before) * 1000;
}
