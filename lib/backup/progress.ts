import * as z from 'zod/mini';

/*
 * How far the worker is with restoring a backup, for whoever looks on: all contexts of the extension share an origin
 * (https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts).
 */

const channelName = 'patter.restore/1';

const progressSchema = z.object({
  /** Of what is to be changed, in rows. */
  all: z.int(),
  done: z.int(),
});

export type Progress = z.infer<typeof progressSchema>;

/** Tells all other contexts. */
export function tellProgress(progress: Progress): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(progress);
  channel.close();
}

/** Calls back with what another context tells. @returns a function that ends it */
export function watchProgress(onProgress: (progress: Progress) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const parsed = progressSchema.safeParse(data);
    if (parsed.success) onProgress(parsed.data);
  });
  return () => channel.close();
}
