import { useCallback, useRef, useState, type RefObject } from 'react';

interface ReadingPosition {
  scroller: RefObject<HTMLDivElement | null>;
  /** The reader has scrolled away from the end. */
  away: boolean;
  onScroll: () => void;
  /** Goes to the end. */
  jump: () => void;
}

/** How far from the end, in pixels, still counts as the end. */
const nearEnd = 40;

/**
 * Where the reader is in a log that is laid out from its end (`flex-direction: column-reverse`). The browser itself then
 * keeps the end in view while text arrives, and keeps the place of a reader who scrolled up: nothing here moves it.
 */
export function useReadingPosition(): ReadingPosition {
  const scroller = useRef<HTMLDivElement>(null);
  const distance = useRef(0);
  const [away, setAway] = useState(false);
  // At once: while text arrives, an animation would end where the end was when it began.
  const jump = useCallback(() => scroller.current?.scrollTo({ top: 0, behavior: 'instant' }), []);
  const onScroll = useCallback(() => {
    const before = distance.current;
    distance.current = Math.abs(scroller.current?.scrollTop ?? 0);
    setAway(distance.current > nearEnd);
    // The end moves while text arrives: a reader who comes near it has reached it.
    if (distance.current > 0 && distance.current < Math.min(before, nearEnd)) jump();
  }, [jump]);
  return { scroller, away, onScroll, jump };
}
