import { useEffect, type RefObject } from 'react';

/** As much of a text as is sent along with a word, in UTF-16 units. */
const longestContext = 1_500;

export interface TappedWord {
  /** The text that the word stands in. */
  sentence: string;
  /** Where in it, in UTF-16 units. */
  at: number;
  /** Where on the screen. */
  rect: DOMRect;
}

/**
 * Tells of a word of a tutor's message that is tapped. What else a press may mean (a selection, a button) is left alone.
 * @param log what the messages stand in
 */
export function useWordTap(log: RefObject<HTMLElement | null>, onWord: (word: TappedWord) => void): void {
  useEffect(() => {
    const element = log.current;
    const onClick = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const inReply = target?.closest('article.tutor, .reply-simpler, .reply-slower');
      if (
        !inReply ||
        target?.closest('button, a, input, textarea, blockquote') ||
        getSelection()?.isCollapsed === false
      )
        return;
      const word = wordAt(event.clientX, event.clientY);
      if (word !== null) onWord(word);
    };
    element?.addEventListener('click', onClick);
    return () => element?.removeEventListener('click', onClick);
  }, [log, onWord]);
}

function wordAt(x: number, y: number): TappedWord | null {
  const caret = document.caretPositionFromPoint(x, y);
  const node = caret?.offsetNode;
  if (!(node instanceof Text)) return null;
  const range = document.createRange();
  const { data } = node;
  // The caret stands before or behind the letter that was tapped: take the one whose box was hit.
  const at = [caret?.offset ?? 0, (caret?.offset ?? 0) - 1].find((offset) => {
    if (offset < 0 || offset >= data.length) return false;
    range.setStart(node, offset);
    range.setEnd(node, offset + 1);
    const box = range.getBoundingClientRect();
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  });
  if (at === undefined || !/[\p{L}\p{M}]/u.test(data.charAt(at))) return null;
  const from = Math.max(0, at - longestContext / 2);
  return {
    sentence: data.slice(from, at + longestContext / 2),
    at: at - from,
    rect: range.getBoundingClientRect(),
  };
}
