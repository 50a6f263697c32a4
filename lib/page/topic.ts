import { storage } from 'wxt/utils/storage';
import * as z from 'zod/mini';
import { wireErrorSchema } from '#lib/errors/wire-error.ts';

/**
 * What the learner has asked to talk about, on its way from the page's menu to the panel of the same window: the
 * conversation that is begun for it, or why there is none.
 */
export const topicSchema = z.union([
  z.object({
    conversation: z.int(),
    /** Whether the tutor can take it, and so speaks first. */
    begins: z.boolean(),
  }),
  z.object({ error: wireErrorSchema }),
  /** Not a topic, but on the same way: a reminder of due words was clicked. */
  z.object({ room: z.literal('review') }),
]);

export type Topic = z.infer<typeof topicSchema>;

/** One that was asked for on a page. */
export type PageTopic = Exclude<Topic, { room: 'review' }>;

/** It outlives the worker, and not the browser. */
function itemOf(windowId: number) {
  return storage.defineItem<unknown>(`session:topic-${windowId}`);
}

/** Leaves a topic for the panel of a window. For the worker alone. */
export async function leaveTopic(windowId: number, topic: Topic): Promise<void> {
  await itemOf(windowId).setValue(topic);
}

/** The topic that was left for a window, once: whoever takes it leads the learner there. For the worker alone. */
export async function takeTopic(windowId: number): Promise<Topic | null> {
  const item = itemOf(windowId);
  const topic = topicSchema.safeParse(await item.getValue());
  await item.removeValue();
  return topic.success ? topic.data : null;
}

/** Calls back when a topic was left for a window. @returns a function that ends it */
export function watchTopic(windowId: number, onTopic: () => void): () => void {
  return itemOf(windowId).watch((topic) => {
    if (topic !== null && topic !== undefined) onTopic();
  });
}
