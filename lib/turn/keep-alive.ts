/** Chromium ends an idle worker after 30 s, however many ports or fetches it holds; any extension API call resets that. */
const everyMs = 20_000;

/**
 * Keeps the worker alive while anything holds on to it, and no longer.
 *
 * @param ping an extension API call that does nothing else, such as `runtime.getPlatformInfo`
 * @returns `hold`, which gives a function that lets go; letting go twice is harmless.
 * @see https://developer.chrome.com/docs/extensions/develop/concepts/service-workers/lifecycle
 */
export function createKeepAlive(ping: () => unknown): { hold: () => () => void } {
  const holders = new Set<symbol>();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    hold() {
      const holder = Symbol('holder');
      holders.add(holder);
      timer ??= setInterval(ping, everyMs);
      return () => {
        holders.delete(holder);
        if (holders.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
