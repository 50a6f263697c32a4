import { browser } from 'wxt/browser';

/*
 * Notifications would be announced when Patter is installed ("Display notifications"), so that the permission is an optional
 * one: https://developer.chrome.com/docs/extensions/reference/permissions-list
 */

const prefix = 'reminder-';
const alarm = 'reminder';

/** Whether the learner has allowed notifications. */
export function mayNotify(): Promise<boolean> {
  return browser.permissions.contains({ permissions: ['notifications'] });
}

/** Shows a notification. It belongs to the window that the learner used last, so that a click knows where to lead. */
export async function notify(title: string, message: string): Promise<void> {
  const windows = await browser.windows.getAll({ windowTypes: ['normal'] });
  const { id = 0 } = windows.find(({ focused }) => focused) ?? windows.at(-1) ?? {};
  const iconUrl = browser.runtime.getURL('/icon/128.png');
  await browser.notifications.create(`${prefix}${id}`, { type: 'basic', title, message, iconUrl });
}

/**
 * Calls back when a notification is clicked, with the window that it belongs to, before anything is awaited: the click lets the
 * side panel be opened. To be called when the worker starts.
 */
export function onNotificationClick(act: (windowId: number) => void): void {
  let listening = false;
  const listen = (): void => {
    // Without the permission, there is no such API.
    if (listening || (browser.notifications as typeof browser.notifications | undefined) === undefined) return;
    listening = true;
    browser.notifications.onClicked.addListener((id) => {
      if (!id.startsWith(prefix)) return;
      act(Number(id.slice(prefix.length)));
      void browser.notifications.clear(id);
    });
  };
  listen();
  browser.permissions.onAdded.addListener(listen);
}

/** Has `onReminder` called at a time, in milliseconds since the epoch; `null` for never. */
export async function remindAt(when: number | null): Promise<void> {
  if (when === null) await browser.alarms.clear(alarm);
  else await browser.alarms.create(alarm, { when });
}

/** Calls back when the time has come. To be called when the worker starts. */
export function onReminder(act: () => void): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === alarm) act();
  });
}

/** Whether one of the extension's pages is open, in a side panel or in a tab. */
export async function isPageOpen(): Promise<boolean> {
  return (await browser.runtime.getContexts({ contextTypes: ['SIDE_PANEL', 'TAB'] })).length > 0;
}

/** Opens the panel's page in a tab, for where the side panel can not be opened. @param hash the room, such as `#/review` */
export async function openInTab(hash: string): Promise<void> {
  const url = browser.runtime.getURL('/sidepanel.html') + hash;
  const windows = await browser.windows.getAll({ windowTypes: ['normal'] });
  await (windows.length > 0 ? browser.tabs.create({ url }) : browser.windows.create({ url }));
}
