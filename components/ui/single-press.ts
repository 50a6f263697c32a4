import type { MouseEvent } from 'react';

/**
 * Does something at a press, but not at the second one of a double click: where what was pressed goes away and the rest of its list
 * closes up, that would meet what stands there now. Keys and screen readers press once at a time.
 */
export function singlePress({ detail }: Pick<MouseEvent, 'detail'>, act: () => void): void {
  if (detail < 2) act();
}
