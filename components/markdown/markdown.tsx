import { memo, useState } from 'react';
import { BlockReader } from '#lib/markdown/block-reader.ts';
import type { Block } from '#lib/markdown/blocks.ts';
import { inOrder } from '#components/ui/in-order.ts';
import { BlockView } from './block-view.tsx';

interface MarkdownProps {
  text: string;
  /** More may follow: marks at the end that are not closed yet are drawn as if they were. */
  arriving: boolean;
  /** What it is called where it is spoken, to be marked. */
  speech?: string;
}

/**
 * A tutor's text. While it grows, only the piece at its end is parsed and drawn again; everything before keeps its
 * elements. The text looks the same while it arrives and afterwards.
 */
export function Markdown({ text, arriving, speech }: MarkdownProps) {
  // A cache, not a state: the same text always gives the same blocks.
  const [reader] = useState(() => new BlockReader());
  const { groups, current } = reader.read(text, arriving);
  return (
    <div className="markdown" data-speech={speech}>
      {inOrder([...groups, current], (blocks, index) => (
        <Group blocks={blocks} arriving={arriving && index === groups.length} />
      ))}
    </div>
  );
}

const Group = memo(function Group({ blocks, arriving }: { blocks: readonly Block[]; arriving: boolean }) {
  return inOrder(blocks, (block, index) => (
    <BlockView block={block} growing={arriving && index === blocks.length - 1} />
  ));
});
