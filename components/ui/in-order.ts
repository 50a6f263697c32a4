import { createElement, Fragment, type ReactNode } from 'react';

/** Draws items that their place alone tells apart: such as are only ever appended to, or replaced where they stand. */
export function inOrder<Item>(items: readonly Item[], draw: (item: Item, index: number) => ReactNode): ReactNode {
  return createElement(Fragment, null, ...items.map(draw));
}
