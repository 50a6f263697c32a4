import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { formatBytes } from '#components/settings/browser-storage.ts';

/** The module in a browser whose storage answers so. */
async function inBrowserWith(storage: unknown, { unlimited = false } = {}) {
  vi.resetModules();
  vi.stubGlobal('navigator', { storage });
  Object.assign(fakeBrowser.permissions, { contains: async () => unlimited });
  return import('#components/settings/browser-storage.ts');
}

beforeEach(() => {
  vi.unstubAllGlobals();
});

describe('whether the browser keeps what is stored', () => {
  it.each([true, false])('is its own answer: %s', async (answer) => {
    const { isKept } = await inBrowserWith({ persisted: async () => answer });
    expect(await isKept()).toBe(answer);
  });

  it('is so for an extension with unlimited storage, whatever it answers', async () => {
    const { isKept } = await inBrowserWith({ persisted: async () => false }, { unlimited: true });
    expect(await isKept()).toBe(true);
  });

  it.each([undefined, {}, { persisted: () => Promise.reject(new TypeError('not here')) }])(
    'is not known from %j, and nothing fails',
    async (storage) => {
      const { isKept, askToKeep, usedBytes } = await inBrowserWith(storage);
      expect(await isKept()).toBeNull();
      await askToKeep();
      expect(await usedBytes()).toBeNull();
    },
  );
});

it('it is asked only where it has not promised', async () => {
  const persist = vi.fn(async () => true);
  const promised = await inBrowserWith({ persisted: async () => true, persist });
  await promised.askToKeep();
  expect(persist).not.toHaveBeenCalled();
  const open = await inBrowserWith({ persisted: async () => false, persist });
  await open.askToKeep();
  expect(persist).toHaveBeenCalledTimes(1);
});

it.each([
  [0, '0 kB'],
  [640, '0.6 kB'],
  [1_000, '1 kB'],
  [3_410_000, '3.4 MB'],
  [12_345_678_901, '12.3 GB'],
  [5e15, '5,000,000 GB'],
])('%i bytes are %s', (bytes, written) => {
  expect(formatBytes(bytes, 'en')).toBe(written);
});
