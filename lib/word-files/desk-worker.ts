/// <reference types="vite/client" />
import initSqlJs from 'sql.js';
import wasmAddress from 'sql.js/dist/sql-wasm-browser.wasm?url';
import { toWire } from '#lib/errors/wire-error.ts';
import type { DeskAnswer, DeskRequest } from './desk-client.ts';
import { createFileDesk } from './file-desk.ts';

/** A worker of a page's own, in which files are written and read. Its SQLite is part of the extension. */
const desk = createFileDesk(
  () => initSqlJs({ locateFile: () => wasmAddress }),
  () => Date.now(),
);

addEventListener('message', ({ data }: MessageEvent<DeskRequest>) => {
  void answer(data).then((message) => postMessage(message));
});

async function answer({ id, task, input }: DeskRequest): Promise<DeskAnswer> {
  try {
    return { id, output: await desk[task](input as never) };
  } catch (thrown) {
    return { id, error: toWire(thrown) };
  }
}
