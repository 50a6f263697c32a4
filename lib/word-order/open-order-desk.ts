import { DeskClient } from '#lib/desk/desk-client.ts';
import type { OrderDesk } from './order-desk.ts';

/** The desk at which words are put in order: of fifty thousand, a page would stand still for it. */
export function openOrderDesk(): DeskClient<OrderDesk> {
  return new DeskClient(() => new Worker(new URL('order-worker.ts', import.meta.url), { type: 'module' }));
}
