import { browser } from 'wxt/browser';

/**
 * What only Chrome has, in one place: another browser gets its own answer here and nowhere else.
 */

/** Has a click on the toolbar button open the side panel. */
export async function openPanelFromToolbar(): Promise<void> {
  await browser.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
}

/** Opens the side panel of a window. Has to be called within a click, before anything is waited for. */
export async function openPanel(windowId: number): Promise<void> {
  await browser.sidePanel.open({ windowId });
}

/** Puts an entry into the menus of pages and of what is selected in them. */
export async function offerInMenus(title: string): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({ id: 'talk-about', title, contexts: ['page', 'selection'] });
}

/** Keeps settings and keys out of reach of content scripts. */
export async function keepStorageTrusted(): Promise<void> {
  await browser.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/**
 * Lets this extension, and no page, speak to one local server that checks the Origin header (Ollama answers 403 to
 * `chrome-extension://`): a session rule sets the header to the server's own origin in requests that this extension itself starts to this very
 * address. A rule without the initiator would open the server to every web page.
 *
 * @param address the server's base address
 * @see https://developer.chrome.com/docs/extensions/reference/api/declarativeNetRequest
 */
export async function passOriginCheck(address: string): Promise<void> {
  await browser.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [originRule],
    addRules: [
      {
        id: originRule,
        action: {
          type: 'modifyHeaders',
          requestHeaders: [{ header: 'origin', operation: 'set', value: new URL(address).origin }],
        },
        condition: {
          urlFilter: `|${address}/`,
          resourceTypes: ['xmlhttprequest'],
          initiatorDomains: [browser.runtime.id],
        },
      },
    ],
  });
}

const originRule = 1;

/** An API call that does nothing but count as activity of the worker. */
export function ping(): void {
  void browser.runtime.getPlatformInfo();
}

/** The text of a file that the extension brings along. @param path from the extension's root, such as `words/es.txt` */
export async function readOwnFile(path: string): Promise<string> {
  const response = await fetch(browser.runtime.getURL(`/${path}` as never));
  return response.text();
}

/**
 * The language of a text (BCP 47 tag), where the browser is sure of it, else `null`. Nothing leaves the browser.
 * @see https://developer.chrome.com/docs/extensions/reference/api/i18n#method-detectLanguage
 */
export async function identifyLanguage(text: string): Promise<string | null> {
  const { isReliable, languages } = await browser.i18n.detectLanguage(text);
  const [first] = languages.toSorted((a, b) => b.percentage - a.percentage);
  return isReliable && first !== undefined && first.language !== 'und' ? first.language : null;
}
