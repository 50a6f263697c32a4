import { useEffect, useRef } from 'react';

interface ScrollEndProps {
  onNear: () => void;
}

/**
 * The end of a list that is read page by page. It tells once that it has come near: mount it anew for every page, since
 * it may be near still.
 */
export function ScrollEnd({ onNear }: ScrollEndProps) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current === null) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onNear(), {
      root: end.current.closest('.scroller'),
      rootMargin: '400px 0px',
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [onNear]);
  return <div ref={end} aria-hidden="true" className="scroll-end" />;
}
