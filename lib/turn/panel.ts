import { PanelFeed } from './panel-feed.ts';
import type { LiveTurn, ToPanel } from './protocol.ts';

/** The part of `runtime.Port` that is needed here. */
export interface PanelPort {
  postMessage(message: unknown): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

/** One page's end of the port, as the worker sees it. */
export class Panel {
  /** The conversation that it has open. */
  conversationId: number | null = null;
  readonly #port: PanelPort;
  readonly #leave: () => void;
  #feed: PanelFeed | null = null;

  /** @param onLeave the page is gone */
  constructor(port: PanelPort, onLeave: () => void) {
    this.#port = port;
    this.#leave = () => {
      this.#feed?.close();
      onLeave();
    };
    port.onDisconnect.addListener(this.#leave);
  }

  readonly post = (message: ToPanel): void => {
    try {
      this.#port.postMessage(message);
    } catch {
      // A port that is gone says so only when it is used; the turn goes on without this panel.
      this.#leave();
    }
  };

  /** Says something that comes after all text so far. */
  tell(message: ToPanel): void {
    this.#feed?.flush();
    this.post(message);
  }

  /** Begins anew with what is known of the running turn. */
  show(conversationId: number, turn: LiveTurn | null): void {
    this.#feed?.close();
    this.#feed = turn && new PanelFeed(this.post, turn.turnId, turn.text.length);
    this.post({ type: 'snapshot', conversationId, turn });
  }

  /** More text of the running turn. */
  push(text: string): void {
    this.#feed?.push(text);
  }

  /** It has drawn all text up to `seq`. */
  drawn(turnId: string, seq: number): void {
    this.#feed?.drawn(turnId, seq);
  }
}
