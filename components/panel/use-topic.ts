import { useCallback, useEffect, useRef, useState } from 'react';
import { browser } from 'wxt/browser';
import { request } from '#lib/commands/request.ts';
import type { WireError } from '#lib/errors/wire-error.ts';
import { watchTopic, type Topic } from '#lib/page/topic.ts';

interface TopicNotice {
  /** Why there is nothing to talk about. */
  error: WireError | null;
  dismiss: () => void;
}

/**
 * Takes what the learner has asked to talk about from a page's menu in this window, before this page was there or since.
 *
 * @param onBegun leads to the conversation about it
 * @param onFailed leads to where it is told why there is none
 * @param onReview leads to the review that a reminder was about
 */
export function useTopic(
  onBegun: (topic: Extract<Topic, { conversation: number }>) => void,
  onFailed: () => void,
  onReview: () => void,
): TopicNotice {
  const [error, setError] = useState<WireError | null>(null);
  const latest = useRef({ onBegun, onFailed, onReview });
  useEffect(() => {
    latest.current = { onBegun, onFailed, onReview };
  });
  useEffect(() => {
    let end = (): void => undefined;
    let over = false;
    async function take(windowId: number): Promise<void> {
      const { topic } = await request('topic.take', { windowId });
      if (topic === null) return;
      setError('error' in topic ? topic.error : null);
      if ('error' in topic) latest.current.onFailed();
      else if ('room' in topic) latest.current.onReview();
      else latest.current.onBegun(topic);
    }
    async function follow(): Promise<void> {
      const { id } = await browser.windows.getCurrent();
      if (over || id === undefined) return;
      // A worker that does not answer is told of where it matters.
      const takeIt = () => void take(id).catch(() => undefined);
      end = watchTopic(id, takeIt);
      takeIt();
    }
    void follow();
    return () => {
      over = true;
      end();
    };
  }, []);
  const dismiss = useCallback(() => setError(null), []);
  return { error, dismiss };
}
