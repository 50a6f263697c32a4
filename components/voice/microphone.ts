import { browser } from 'wxt/browser';
import type { Microphone } from '#lib/recognition/listener.ts';

/** Permissions are the whole extension's: what is allowed in one of its pages is allowed in all. */
export const microphonePermission = (): Promise<PermissionStatus> =>
  navigator.permissions.query({ name: 'microphone' });

/** The browser's microphone. A side panel has no place for the browser's own question, so that it is asked in a tab. */
export const microphone: Microphone = {
  async permission() {
    try {
      return (await microphonePermission()).state;
    } catch {
      return 'granted';
    }
  },
  ask() {
    void browser.tabs.create({ url: browser.runtime.getURL('/microphone.html') });
  },
  onGranted(goOn) {
    const over = new AbortController();
    void watch(over.signal, goOn);
    return () => over.abort();
  },
};

async function watch(signal: AbortSignal, goOn: () => void): Promise<void> {
  const look = async (): Promise<void> => {
    if ((await microphone.permission()) === 'granted' && !signal.aborted) goOn();
  };
  // Not every browser tells all pages of a change: some see it only when they look again.
  addEventListener('focus', () => void look(), { signal });
  try {
    const status = await microphonePermission();
    status.addEventListener('change', () => void look(), { signal });
    await look();
  } catch {
    // Without an answer there is nothing to wait for: the recognition itself asks.
    if (!signal.aborted) goOn();
  }
}
