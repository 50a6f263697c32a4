/**
 * A body that gives a piece at once and another every so many milliseconds, and then stays open, as a server's does that
 * hangs. Aborting the signal breaks it.
 */
export function slowBody(
  pieces: Iterable<Uint8Array>,
  everyMs: number,
  signal: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const waiting = pieces[Symbol.iterator]();
  let timer: ReturnType<typeof setInterval> | undefined;
  return new ReadableStream({
    start(controller) {
      const give = () => {
        const { done, value } = waiting.next();
        if (done) clearInterval(timer);
        else controller.enqueue(new Uint8Array(value));
      };
      timer = setInterval(give, everyMs);
      give();
      signal.addEventListener('abort', () => {
        clearInterval(timer);
        controller.error(signal.reason);
      });
    },
    cancel: () => clearInterval(timer),
  });
}
