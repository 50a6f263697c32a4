import { browser } from 'wxt/browser';
import { t } from '#lib/i18n/message.ts';
import { talkAbout } from '#lib/page/talk-about.ts';
import { leaveTopic } from '#lib/page/topic.ts';
import { offerInMenus, openPanel } from '#lib/platform/extension.ts';
import { readSettings } from '#lib/settings/store.ts';

/** Has the menu of every page offer to talk about it, or about what is selected there. */
export function offerToTalkAbout(hold: () => () => void): void {
  browser.runtime.onInstalled.addListener(() => void offerInMenus(t('talk_about')));
  browser.contextMenus.onClicked.addListener(({ selectionText }, tab) => {
    if (tab === undefined) return;
    // Before anything is waited for: it takes the click itself. Where it fails the panel finds the topic when it is opened.
    openPanel(tab.windowId).catch(() => undefined);
    const letGo = hold();
    const pointed = { selection: selectionText, tabId: tab.id, title: tab.title };
    void talkAbout(pointed, readSettings())
      .then((topic) => leaveTopic(tab.windowId, topic))
      .finally(letGo);
  });
}
