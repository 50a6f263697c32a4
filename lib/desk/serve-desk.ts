import { toWire } from '#lib/errors/wire-error.ts';
import type { Desk, DeskAnswer, DeskRequest } from './desk-client.ts';

/** Has the worker that this runs in do what `DeskClient` asks for. Tasks do not wait for each other. */
export function serveDesk<Tasks extends Desk<Tasks>>(desk: Tasks): void {
  addEventListener('message', ({ data }: MessageEvent<DeskRequest>) => {
    void answer(desk, data).then((message) => postMessage(message));
  });
}

async function answer<Tasks extends Desk<Tasks>>(desk: Tasks, { id, task, input }: DeskRequest): Promise<DeskAnswer> {
  try {
    return { id, output: await desk[task as keyof Tasks](input as never) };
  } catch (thrown) {
    return { id, error: toWire(thrown) };
  }
}
