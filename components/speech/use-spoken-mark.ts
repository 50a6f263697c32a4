import { useEffect } from 'react';
import type { SpeechClient } from '#lib/speech/client.ts';
import type { Range as TextRange } from '#lib/speech/speakable.ts';

/** The names that the style sheet knows the highlights by. */
const names = ['spoken', 'spoken-word'] as const;

/**
 * Marks what is spoken, in the elements that say what they show (`data-speech`), without touching them
 * (https://developer.mozilla.org/en-US/docs/Web/API/CSS_Custom_Highlight_API). An element's text is what its id stands for,
 * as it is shown.
 */
export function useSpokenMark(client: SpeechClient): void {
  useEffect(() => {
    if (!('highlights' in CSS)) return;
    // What is spoken may be drawn only now, or anew, as a reply is when it is whole.
    const drawn = new MutationObserver(mark);
    let watching = false;
    function mark(): void {
      const { speaking } = client.state();
      const id = speaking?.id.replace(/\/slow$/, '');
      const elements = id === undefined ? [] : [...document.querySelectorAll(`[data-speech="${CSS.escape(id)}"]`)];
      for (const name of names) {
        const range = name === 'spoken' ? speaking?.sentence : speaking?.word;
        const ranges = elements.flatMap((element) => (range ? (rangeIn(element, range) ?? []) : []));
        if (ranges.length === 0) CSS.highlights.delete(name);
        else CSS.highlights.set(name, ofPriority(names.indexOf(name), ranges));
      }
      if (watching === (id !== undefined)) return;
      watching = !watching;
      if (watching) drawn.observe(document.body, { childList: true, subtree: true, characterData: true });
      else drawn.disconnect();
    }
    const end = client.subscribe(mark);
    mark();
    return () => {
      end();
      drawn.disconnect();
      for (const name of names) CSS.highlights.delete(name);
    };
  }, [client]);
}

function ofPriority(priority: number, ranges: Range[]): Highlight {
  const highlight = new Highlight(...ranges);
  highlight.priority = priority;
  return highlight;
}

/** The range of an element's text; `null` where it is not that long. */
function rangeIn(element: Element, { from, to }: TextRange): Range | null {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = new Range();
  let begun = false;
  let at = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (!begun && from < at + length) {
      range.setStart(node, from - at);
      begun = true;
    }
    if (begun && to <= at + length) {
      range.setEnd(node, to - at);
      return range;
    }
    at += length;
  }
  return null;
}
