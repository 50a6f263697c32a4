import { browser } from 'wxt/browser';
import type { WireError } from '#lib/errors/wire-error.ts';
import type { ProviderId } from '#lib/providers/provider.ts';

/** A report of an error for whoever may mend it: versions and places in the code; no message, no address and no key. */
export function errorReport({ code, status, trace = [] }: WireError, tutor?: ProviderId): string {
  const { version } = browser.runtime.getManifest();
  const what = [code, status, tutor].filter((part) => part !== undefined).join(' ');
  return [`Patter ${version}, ${what}`, navigator.userAgent, ...trace].join('\n');
}
