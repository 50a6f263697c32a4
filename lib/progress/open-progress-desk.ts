import { DeskClient } from '#lib/desk/desk-client.ts';
import type { ProgressDesk } from './progress-desk.ts';

/** The desk at which progress is worked out: of many words and messages, a page would stand still for it. */
export function openProgressDesk(): DeskClient<ProgressDesk> {
  return new DeskClient(() => new Worker(new URL('progress-worker.ts', import.meta.url), { type: 'module' }));
}
