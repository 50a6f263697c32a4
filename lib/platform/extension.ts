import { browser } from 'wxt/browser';
import { chromeTts } from '#lib/speech/chrome-tts.ts';
import type { SpeechEngine } from '#lib/speech/engine.ts';
import { speechSynthesisEngine } from '#lib/speech/speech-synthesis.ts';

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
  const id = ruleIdOf(address);
  await browser.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [id],
    addRules: [
      {
        id,
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

/**
 * Each address has a rule of its own: a request to one that is being left must not take the rule of another away. FNV-1a in 31
 * bits, above 0 (http://www.isthe.com/chongo/tech/comp/fnv/).
 */
function ruleIdOf(address: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(address)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 1 || 1;
}

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

/** What wakes the worker: nobody has touched the panel for a while, or a job that rested is due. */
const alarms = { away: 'idle-away', quiet: 'idle-quiet', due: 'idle-due' } as const;

/** So long after the learner last did something in the panel, in minutes: where nobody is at the computer, and else. */
const awayAfter = 0.5;
const quietAfter = 2;

/** What `chrome.idle` calls nobody being there, in seconds: its least. */
const absentSeconds = 15;

/** Has `onQuiet` of `watchQuiet` called once the panel has been quiet from now on, also where this worker is no more by then. */
export async function beginQuiet(): Promise<void> {
  await browser.alarms.create(alarms.away, { delayInMinutes: awayAfter });
  await browser.alarms.create(alarms.quiet, { delayInMinutes: quietAfter });
}

/** The same at a time, in milliseconds since the epoch, whatever happens meanwhile. */
export async function wakeAt(time: number): Promise<void> {
  await browser.alarms.create(alarms.due, { when: time });
}

/**
 * Calls back when nobody wants anything: the panel has been left alone for long, or for a little while by somebody who is not at
 * the computer. Alarms outlive the worker, so that no clock of its own is needed.
 * @see https://developer.chrome.com/docs/extensions/reference/api/alarms
 */
export function watchQuiet(onQuiet: () => Promise<void>): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === alarms.quiet) void onQuiet();
    // What is due waits like all else where somebody has come back.
    if (name === alarms.due) void beginQuiet();
    if (name === alarms.away) {
      void browser.idle.queryState(absentSeconds).then((state) => (state === 'active' ? undefined : onQuiet()));
    }
  });
}

/** Shows a few letters on the toolbar button; none where the text is empty. */
export async function showBadge(text: string): Promise<void> {
  await browser.action.setBadgeBackgroundColor({ color: '#b4431f' });
  await browser.action.setBadgeTextColor({ color: '#ffffff' });
  await browser.action.setBadgeText({ text });
}

/**
 * Has the worker do something about every so many minutes, started for it where it rests. To be called at its start, before
 * anything is waited for.
 */
export function everyMinutes(name: string, minutes: number, act: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) act();
  });
  // One that is there goes on: a worker starts more often than it rings.
  void browser.alarms.get(name).then(async (alarm) => {
    if (alarm?.periodInMinutes !== minutes) await browser.alarms.create(name, { periodInMinutes: minutes });
  });
}

/** What speaks in this browser; `null` where nothing does. */
export function speechEngine(): SpeechEngine | null {
  // Only Chrome has the first, and only a page has the second: Firefox' background is one.
  if ('tts' in browser) return chromeTts(browser.tts);
  if (!('speechSynthesis' in globalThis)) return null;
  return speechSynthesisEngine(globalThis.speechSynthesis, (text) => new SpeechSynthesisUtterance(text));
}

/** The system that the browser runs on (`runtime.PlatformOs`). */
export async function platformSystem(): Promise<string> {
  return (await browser.runtime.getPlatformInfo()).os;
}
