/// <reference types="vite/client" />
import initSqlJs from 'sql.js';
import wasmAddress from 'sql.js/dist/sql-wasm-browser.wasm?url';
import { serveDesk } from '#lib/desk/serve-desk.ts';
import { createFileDesk } from './file-desk.ts';

// Its SQLite is part of the extension.
serveDesk(
  createFileDesk(
    () => initSqlJs({ locateFile: () => wasmAddress }),
    () => Date.now(),
  ),
);
