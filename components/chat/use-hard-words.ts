import { useEffect, type RefObject } from 'react';

/** The name that the style sheet knows the highlight by. */
const highlightName = 'hard-words';

/**
 * Marks words above the learner's level in the tutor's messages, without touching their elements
 * (https://developer.mozilla.org/en-US/docs/Web/API/CSS_Custom_Highlight_API): a tap on one shows what it means.
 *
 * @param log what the messages stand in
 * @param messages with those words, as they stand in the message
 */
export function useHardWords(
  log: RefObject<HTMLElement | null>,
  messages: readonly { id: string; hard: readonly string[] }[],
): void {
  // Another message may have the same words, and they are to be marked in that one too.
  const key = JSON.stringify(messages);
  useEffect(() => {
    if (!('highlights' in CSS)) return;
    CSS.highlights.delete(highlightName);
    const words = (JSON.parse(key) as typeof messages).flatMap(({ hard }) => hard);
    if (log.current === null || words.length === 0) return;
    CSS.highlights.set(highlightName, new Highlight(...rangesOf(log.current, new Set(words))));
    return () => void CSS.highlights.delete(highlightName);
  }, [log, key]);
}

function rangesOf(log: HTMLElement, words: ReadonlySet<string>): Range[] {
  const ranges: Range[] = [];
  for (const reply of log.querySelectorAll<HTMLElement>('article.tutor')) {
    const walker = document.createTreeWalker(reply, NodeFilter.SHOW_TEXT);
    const segmenter = new Intl.Segmenter(reply.lang, { granularity: 'word' });
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      for (const { segment, index } of segmenter.segment(node.textContent ?? '')) {
        if (!words.has(segment)) continue;
        const range = new Range();
        range.setStart(node, index);
        range.setEnd(node, index + segment.length);
        ranges.push(range);
      }
    }
  }
  return ranges;
}
