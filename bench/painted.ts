import type { Page } from 'playwright';

declare global {
  var paintedAt: number[];
}

/**
 * Has a page note when each token of the form `w<index>` was painted: the first task after the frame in which it came
 * into the log. Times are milliseconds since the epoch, of the clock that this process has too.
 */
export async function watchPainting(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.paintedAt = [];
    const log = document.querySelector('[role=log]');
    if (log === null) throw new Error('there is no log to watch');
    let latest = -1;
    let scheduled = false;
    const afterFrame = new MessageChannel();
    afterFrame.port1.addEventListener('message', ({ data }: MessageEvent<number>) => {
      const now = performance.timeOrigin + performance.now();
      for (let index = globalThis.paintedAt.length; index <= data; index += 1) globalThis.paintedAt.push(now);
    });
    afterFrame.port1.start();
    const lastIndex = (text: string): number => {
      const at = text.lastIndexOf('w');
      return at === -1 ? -1 : Number.parseInt(text.slice(at + 1), 10);
    };
    new MutationObserver((mutations) => {
      for (const { target, addedNodes } of mutations) {
        if (target instanceof Text) latest = Math.max(latest, lastIndex(target.data.slice(-40)));
        for (const node of addedNodes) latest = Math.max(latest, lastIndex((node.textContent ?? '').slice(-40)));
      }
      if (scheduled) return;
      scheduled = true;
      requestAnimationFrame(() => {
        scheduled = false;
        afterFrame.port2.postMessage(latest);
      });
    }).observe(log, { subtree: true, childList: true, characterData: true });
  });
}

/** Waits until the token `last` is painted. @returns the times of all of them */
export async function paintTimes(page: Page, last: number): Promise<number[]> {
  await page.waitForFunction((count) => globalThis.paintedAt.length > count, last, { timeout: 120_000 });
  return page.evaluate(() => globalThis.paintedAt);
}
