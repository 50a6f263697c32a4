import { browser } from 'wxt/browser';

/** Absent where the page is not told about its storage. */
const storage: Partial<StorageManager> | undefined = navigator.storage;

/**
 * Whether the browser keeps what is stored until the learner deletes it; `null` where it does not say. An extension with
 * unlimited storage is spared when space runs low, even where the browser has not promised so when asked.
 * https://developer.chrome.com/docs/extensions/develop/concepts/storage-and-cookies
 */
export async function isKept(): Promise<boolean | null> {
  if (await browser.permissions.contains({ permissions: ['unlimitedStorage'] })) return true;
  try {
    return (await storage?.persisted?.()) ?? null;
  } catch {
    return null;
  }
}

/** Asks the browser to keep what is stored, unless it has promised so already; it may ask the learner. */
export async function askToKeep(): Promise<void> {
  try {
    if ((await storage?.persisted?.()) === false) await storage?.persist?.();
  } catch {
    // A browser that can not be asked has not agreed.
  }
}

/** How much is stored, in bytes; `null` where the browser does not say. */
export async function usedBytes(): Promise<number | null> {
  try {
    return (await storage?.estimate?.())?.usage ?? null;
  } catch {
    return null;
  }
}

const units = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** An amount of storage as people write it in a language: `3.4 MB`. */
export function formatBytes(bytes: number, language: string): string {
  let amount = bytes / 1000;
  let power = 0;
  while (amount >= 1000 && power < units.length - 1) {
    amount /= 1000;
    power += 1;
  }
  const format = { style: 'unit', unit: units[power], maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, format).format(amount);
}
