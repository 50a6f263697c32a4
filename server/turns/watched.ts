import type { Reply } from './reply.ts';

/** A reply that somebody may look at as it arrives, whichever process runs it. */
export interface Watched {
  readonly reply: Reply;
  /** @returns what ends it */
  watch(onChange: () => void): () => void;
}

/** A reply that changes no more. */
export function settled(reply: Reply): Watched {
  return { reply, watch: () => () => undefined };
}
