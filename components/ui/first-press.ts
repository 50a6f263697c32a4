import type { MouseEvent } from 'react';

/**
 * Whether a click is no second one of a double click: where what was pressed goes away and the rest of its list closes up, that meets
 * what stands there now. Keys and screen readers press once at a time.
 */
export function isFirstPress({ detail }: Pick<MouseEvent, 'detail'>): boolean {
  return detail < 2;
}
