/** Does something beside a turn: what becomes of it is nothing that the turn waits for or fails by. */
export type Beside = (turnId: string, work: (signal: AbortSignal) => Promise<void>) => void;

/** A tutor that has not answered by then is not going to, in milliseconds. A tutor server waits as long for its own. */
const patienceMs = 300_000;

/**
 * Once a turn at a time: one that is tried again does not have its message corrected twice.
 * @param hold holds the worker alive. @returns a function that lets go
 */
export function createBeside(hold: () => () => void): Beside {
  const running = new Set<string>();
  return (turnId, work) => {
    if (running.has(turnId)) return;
    running.add(turnId);
    const letGo = hold();
    work(AbortSignal.timeout(patienceMs))
      .catch(() => undefined)
      .finally(() => {
        running.delete(turnId);
        letGo();
      });
  };
}
