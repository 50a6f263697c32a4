import type { PanelPort } from '#lib/turn/panel.ts';

type Listener<Arguments extends unknown[]> = (...values: Arguments) => void;

class FakeEvent<Arguments extends unknown[]> {
  readonly #listeners: Listener<Arguments>[] = [];
  addListener(listener: Listener<Arguments>): void {
    this.#listeners.push(listener);
  }
  emit(...values: Arguments): void {
    for (const listener of this.#listeners) listener(...values);
  }
}

/** One end of a runtime port, as far as Patter uses it. */
export interface FakePort extends PanelPort {
  disconnect(): void;
}

/**
 * A runtime port's two ends: messages are cloned and arrive in order in later microtasks, as in a browser;
 * `disconnect` tells only the other side, `kill` (a worker's death) tells the panel alone.
 */
export function createPortPair(): { panel: FakePort; worker: FakePort; kill: () => void } {
  let open = true;
  const ends = [0, 1].map(() => ({ onMessage: new FakeEvent<[unknown]>(), onDisconnect: new FakeEvent<[]>() }));
  const [panelEnd, workerEnd] = ends as [(typeof ends)[0], (typeof ends)[0]];
  const port = (own: (typeof ends)[0], other: (typeof ends)[0]): FakePort => ({
    ...own,
    postMessage(message) {
      if (!open) throw new Error('Attempting to use a disconnected port object');
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => {
        if (open) other.onMessage.emit(copy);
      });
    },
    disconnect() {
      if (!open) return;
      open = false;
      queueMicrotask(() => other.onDisconnect.emit());
    },
  });
  return {
    panel: port(panelEnd, workerEnd),
    worker: port(workerEnd, panelEnd),
    kill() {
      open = false;
      queueMicrotask(() => panelEnd.onDisconnect.emit());
    },
  };
}
