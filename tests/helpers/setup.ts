import 'fake-indexeddb/auto';
import { beforeEach } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

// WXT's `browser` is taken from here once, when it is imported.
Object.assign(globalThis, { chrome: fakeBrowser });

beforeEach(() => fakeBrowser.reset());
