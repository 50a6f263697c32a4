import type { Worker } from 'playwright';
import { expect } from 'playwright/test';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';
import type { Vendors } from '#tests/helpers/vendors.ts';

/** Has the quiet time be over at once. */
export async function beQuiet(patter: PatterBrowser): Promise<void> {
  const worker = await patter.worker();
  await worker.evaluate(() => chrome.alarms.create('idle-quiet', { when: 1 }));
}

/** Has the worker take its time to write what is no row: settings, keys. */
export async function writeSlowly(patter: PatterBrowser): Promise<void> {
  const worker = await patter.worker();
  await worker.evaluate(() => {
    const set = chrome.storage.local.set.bind(chrome.storage.local);
    const slowly = async (items: Record<string, unknown>): Promise<void> => {
      await new Promise((resolve) => {
        setTimeout(resolve, 300);
      });
      await set(items);
    };
    Object.assign(chrome.storage.local, { set: slowly });
  });
}

/** What was asked for on idle; what comes along with a turn aside. */
export const askedOnIdle = (vendors: Vendors): string[] =>
  vendors.asides.map(({ name }) => name).filter((name) => name === 'extract' || name === 'summarise');

/** Is quiet until the tutor has been asked for so much. What the panel saves late is no quiet yet. */
export async function quietUntilAsked(patter: PatterBrowser, vendors: Vendors, count: number): Promise<void> {
  await expect(async () => {
    await beQuiet(patter);
    await expect.poll(() => askedOnIdle(vendors).length, { timeout: 1_500 }).toBe(count);
  }).toPass({ timeout: 30_000 });
}

/** Has nothing more be written by the worker. */
export function fillDisk(worker: Worker): Promise<void> {
  return worker.evaluate(() => {
    const { add, put } = IDBObjectStore.prototype;
    const full = () => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    };
    Object.assign(IDBObjectStore.prototype, { add: full, put: full });
    Object.assign(globalThis, { freeDisk: () => Object.assign(IDBObjectStore.prototype, { add, put }) });
  });
}

/** Ends what {@link fillDisk} began. */
export function freeDisk(worker: Worker): Promise<void> {
  return worker.evaluate(() => (globalThis as unknown as { freeDisk: () => void }).freeDisk());
}
