import { memo, useState } from 'react';
import { inOrder } from '#components/ui/in-order.ts';
import { BlockReader } from './block-reader.ts';
import { BlockView } from './block-view.tsx';
import type { Block } from './blocks.ts';

interface MarkdownProps {
  text: string;
  /** More may follow: marks at the end that are not closed yet are drawn as if they were. */
  arriving: boolean;
  /** BCP 47 tag of the language that quotes are in (`lib/tutor/help-lines.ts`). */
  quotesIn: string;
}

/**
 * A tutor's text. While it grows, only the piece at its end is parsed and drawn again; everything before keeps its
 * elements. The text looks the same while it arrives and afterwards.
 */
export function Markdown({ text, arriving, quotesIn }: MarkdownProps) {
  // A cache, not a state: the same text always gives the same blocks.
  const [reader] = useState(() => new BlockReader());
  const { groups, current } = reader.read(text, arriving);
  return (
    <div className="markdown">
      {inOrder([...groups, current], (blocks, index) => (
        <Group blocks={blocks} arriving={arriving && index === groups.length} quotesIn={quotesIn} />
      ))}
    </div>
  );
}

interface GroupProps extends Omit<MarkdownProps, 'text'> {
  blocks: readonly Block[];
}

const Group = memo(function Group({ blocks, arriving, quotesIn }: GroupProps) {
  return inOrder(blocks, (block, index) => (
    <BlockView block={block} growing={arriving && index === blocks.length - 1} quotesIn={quotesIn} />
  ));
});
