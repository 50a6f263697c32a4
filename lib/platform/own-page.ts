import { browser } from 'wxt/browser';

/** Whether a message or a port comes from one of this extension's own pages: not from a content script or from elsewhere. */
export function isOwnPage(sender: { id?: string | undefined; url?: string | undefined } | undefined): boolean {
  return sender?.id === browser.runtime.id && (sender.url?.startsWith(browser.runtime.getURL('/')) ?? false);
}
