import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { answerCommand } from '#lib/commands/answer.ts';
import { createHandlers } from '#lib/commands/handlers.ts';
import { watchDue } from '#lib/db/read/watch-due.ts';
import { purgeDeleted } from '#lib/db/write/conversations.ts';
import { interruptLostTurns } from '#lib/db/write/turns.ts';
import { purgeWords } from '#lib/db/write/words.ts';
import { admitRequest, recordUsage } from '#lib/db/write/usage.ts';
import { t } from '#lib/i18n/message.ts';
import { mostSuggestions, suggestionsWaiting, suggestWords } from '#lib/db/write/words.ts';
import { createIdleWork } from '#lib/idle/idle-work.ts';
import { createWarmer } from '#lib/idle/warm.ts';
import {
  beginQuiet,
  everyMinutes,
  identifyLanguage,
  keepStorageTrusted,
  offerInMenus,
  openPanel,
  openPanelFromToolbar,
  passOriginCheck,
  ping,
  readOwnFile,
  wakeAt,
  watchQuiet,
  showBadge,
} from '#lib/platform/extension.ts';
import { talkAbout } from '#lib/page/talk-about.ts';
import { leaveTopic } from '#lib/page/topic.ts';
import { isOwnPage } from '#lib/platform/own-page.ts';
import { readKey } from '#lib/settings/keys.ts';
import { readSettings, watchSettings } from '#lib/settings/store.ts';
import type { Access } from '#lib/tutor/connect.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { createLanes } from '#lib/tutor/one-at-a-time.ts';
import { askTutor } from '#lib/turn/ask-tutor.ts';
import { createBeside } from '#lib/turn/beside.ts';
import { databaseStore } from '#lib/turn/database-store.ts';
import { createKeepAlive } from '#lib/turn/keep-alive.ts';
import { turnPort } from '#lib/turn/protocol.ts';
import { TurnServer } from '#lib/turn/server.ts';

/** How long a deleted conversation or word can be brought back. */
const undoableMs = 24 * 60 * 60 * 1000;

/** How late the badge may learn that time has made a word due. */
const badgeMinutes = 5;

export default defineBackground({
  type: 'module',
  main() {
    const access: Access = {
      key: readKey,
      allowed: (pattern) => browser.permissions.contains({ origins: [pattern] }),
      passOriginCheck,
      readFile: readOwnFile,
      meter: {
        admit: async (tutor, waited) => admitRequest(tutor, (await readSettings()).tutors[tutor], Date.now(), waited),
        record: (tutor, usage) => recordUsage(tutor, usage, Date.now()),
      },
      lane: createLanes(),
    };
    const { hold } = createKeepAlive(ping);
    const tools = createLanguageTools(readOwnFile, identifyLanguage);
    const asking = { access, tools, beside: createBeside(hold) };
    const { runner, afterTurn, afterChange } = createIdleWork({
      access,
      tools,
      settings: readSettings,
      now: () => Date.now(),
      hold,
      wakeAt: (time) => void wakeAt(time),
      suggestions: {
        suggest: suggestWords,
        hasRoom: async (language) => (await suggestionsWaiting(language)) < mostSuggestions,
      },
    });
    const warm = createWarmer({
      access,
      settings: readSettings,
      isTurnLive: () => runner.isTurnLive,
      now: () => Date.now(),
    });
    const handlers = createHandlers({ access, tools }, { stop: () => runner.stop(), warm });
    const disturb = (): void => {
      runner.disturb();
      void beginQuiet();
    };
    const turns = new TurnServer({
      store: databaseStore,
      ask: async (question, signal) => askTutor(question, await readSettings(), asking, signal),
      hold,
      // A store that can not be opened must not keep a panel from attaching: the first write says what is wrong.
      ready: Promise.allSettled([
        interruptLostTurns(() => false).then(() => purgeDeleted(Date.now() - undoableMs)),
        purgeWords(Date.now() - undoableMs),
        keepStorageTrusted(),
      ]),
      random: Math.random,
      onBegan: () => runner.turnBegan(),
      onEnded: (conversationId) => {
        runner.turnEnded();
        disturb();
        const letGo = hold();
        void afterTurn(conversationId).finally(letGo);
      },
    });

    browser.runtime.onConnect.addListener((port) => {
      if (port.name !== turnPort || !isOwnPage(port.sender)) {
        port.disconnect();
        return;
      }
      disturb();
      turns.accept(port);
    });
    browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
      const answer = isOwnPage(sender) ? answerCommand(message, handlers) : undefined;
      if (answer === undefined) return false;
      disturb();
      // A tutor may take longer to answer than an idle worker lives.
      const letGo = hold();
      void answer.then(respond).finally(letGo);
      return true;
    });
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
    watchQuiet(() => runner.run());
    // What waits from the days before is looked at once the browser has started.
    browser.runtime.onStartup.addListener(() => {
      void beginQuiet();
      void afterChange();
    });
    const tellDue = watchDue(
      async () => (await readSettings()).newWordsPerDay,
      (text) => void showBadge(text),
    );
    everyMinutes('due', badgeMinutes, tellDue);
    watchSettings(({ settings }) => {
      tellDue();
      if (settings.idleWork) void afterChange();
      else runner.stop();
    });
    tellDue();
    void openPanelFromToolbar();
  },
});
