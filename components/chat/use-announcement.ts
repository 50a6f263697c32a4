import { useEffect, useRef, useState, type RefObject } from 'react';

/** What is longer than this, in UTF-16 units, is announced by its beginning: a reader goes through the rest in the log. */
const longestAnnouncement = 2_000;

/**
 * What a screen reader is told of a reply: nothing while it arrives, and its text once it is finished.
 *
 * @param log the element whose last article is the reply
 */
export function useAnnouncement(log: RefObject<HTMLElement | null>, live: boolean): string {
  const [announcement, setAnnouncement] = useState('');
  const wasLive = useRef(live);
  useEffect(() => {
    if (wasLive.current === live) return;
    wasLive.current = live;
    const replies = log.current?.querySelectorAll<HTMLElement>('article.tutor');
    const reply = live ? undefined : replies?.item(replies.length - 1);
    setAnnouncement(reply?.innerText.slice(0, longestAnnouncement) ?? '');
  }, [log, live]);
  return announcement;
}
