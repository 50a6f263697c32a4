import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { answerCommand, isMeanwhile } from '#lib/commands/answer.ts';
import { createHandlers } from '#lib/commands/handlers.ts';
import { sweepFiles } from '#lib/backup/handover.ts';
import { countDue, hasReviewedToday, languagesOfWords, type ReviewTerms } from '#lib/db/read/schedules.ts';
import { watchDue } from '#lib/db/read/watch-due.ts';
import { purgeDeleted } from '#lib/db/write/conversations.ts';
import { interruptLostTurns } from '#lib/db/write/turns.ts';
import { purgeWords } from '#lib/db/write/words.ts';
import { admitRequest, recordUsage } from '#lib/db/write/usage.ts';
import { t, tn } from '#lib/i18n/message.ts';
import { messageId } from '#lib/db/rows.ts';
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
  platformSystem,
  speechEngine,
} from '#lib/platform/extension.ts';
import {
  isPageOpen,
  mayNotify,
  notify,
  onNotificationClick,
  onReminder,
  openInTab,
  remindAt,
} from '#lib/platform/notifications.ts';
import { createReminder } from '#lib/reminder/reminder.ts';
import { readReminder, writeReminder } from '#lib/reminder/store.ts';
import { talkAbout } from '#lib/page/talk-about.ts';
import { leaveTopic } from '#lib/page/topic.ts';
import { isOwnPage } from '#lib/platform/own-page.ts';
import { readHeard, watchHeard, writeHeard } from '#lib/settings/heard.ts';
import { readKey } from '#lib/settings/keys.ts';
import { readSettings, watchSettings } from '#lib/settings/store.ts';
import { toldOfVoice } from '#lib/settings/told-voices.ts';
import type { SpeechEngine } from '#lib/speech/engine.ts';
import { heardLanguages } from '#lib/speech/heard-languages.ts';
import { chatPlace, speechPort } from '#lib/speech/protocol.ts';
import { SpeechServer } from '#lib/speech/server.ts';
import type { Access } from '#lib/tutor/connect.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { createLanes } from '#lib/tutor/one-at-a-time.ts';
import { askTutor } from '#lib/turn/ask-tutor.ts';
import { createBeside } from '#lib/turn/beside.ts';
import { databaseStore } from '#lib/turn/database-store.ts';
import { createKeepAlive } from '#lib/turn/keep-alive.ts';
import { turnPort } from '#lib/turn/protocol.ts';
import { TurnServer } from '#lib/turn/server.ts';
import { WordImporter } from '#lib/word-import/importer.ts';
import { readLedger } from '#lib/word-import/ledger.ts';

/** How long a deleted conversation or word can be brought back. */
const undoableMs = 24 * 60 * 60 * 1000;

/** How long a file may be on its way between a page and the worker. */
const handoverMs = 60 * 60 * 1000;

/** How late the badge may learn that time has made a word due. */
const badgeMinutes = 5;

/** What a review may bring. */
async function readTerms(): Promise<ReviewTerms> {
  const { newWordsPerDay, reviewsPerDay } = await readSettings();
  return { newPerDay: newWordsPerDay, reviewsPerDay, heard: await readHeard() };
}

/** Takes note of the languages that the learner has words of and that can be heard. */
async function noteHeard(engine: SpeechEngine | null): Promise<void> {
  const [languages, voices, settings] = await Promise.all([languagesOfWords(), engine?.voices() ?? [], readSettings()]);
  await writeHeard(heardLanguages(languages, voices, settings.voices, navigator.languages));
}

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
    const engine = speechEngine();
    const speech = new SpeechServer({
      engine,
      settings: readSettings,
      hold,
      system: platformSystem,
      reads: navigator.languages,
      toldBefore: toldOfVoice,
    });
    const handlers = createHandlers(
      { access, tools },
      { use: () => void runner.run(), stop: () => runner.stop(), warm },
      speech,
      new WordImporter(() => Date.now()),
    );
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
        readLedger().then((ledger) => sweepFiles(Date.now() - handoverMs, ledger?.file)),
      ]),
      random: Math.random,
      onBegan: () => {
        speech.stop();
        runner.turnBegan();
      },
      onReplied: ({ conversationId, turnId, text }) => {
        void speech.replied({ place: chatPlace(conversationId), id: messageId(turnId, 'tutor'), text });
      },
      onEnded: (conversationId) => {
        runner.turnEnded();
        disturb();
        const letGo = hold();
        void afterTurn(conversationId).finally(letGo);
      },
    });

    browser.runtime.onConnect.addListener((port) => {
      const server = isOwnPage(port.sender) ? { [turnPort]: turns, [speechPort]: speech }[port.name] : undefined;
      if (server === undefined) {
        port.disconnect();
        return;
      }
      disturb();
      server.accept(port);
    });
    browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
      const answer = isOwnPage(sender) ? answerCommand(message, handlers) : undefined;
      if (answer === undefined) return false;
      if (!isMeanwhile(message)) disturb();
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
    const tellDue = watchDue(readTerms, (text) => void showBadge(text));
    const remind = createReminder({
      wanted: async () => {
        const settings = await readSettings();
        return settings.remind ? settings.remindAt : null;
      },
      now: () => Date.now(),
      allowed: mayNotify,
      isThere: async () => (await isPageOpen()) || hasReviewedToday(Date.now()),
      countDue: async () => countDue(await readTerms(), Date.now()),
      // Only how many: a lock screen shows it to anybody.
      notify: (due) => notify(tn('reminder', due), t('reminder_open')),
      wakeAt: remindAt,
      readState: readReminder,
      writeState: writeReminder,
    });
    /** Voices come and go with what is installed, and an online one is there once it is chosen. */
    const listen = (): void => void noteHeard(engine).catch(() => undefined);
    const lookToRemind = (): void => {
      const letGo = hold();
      void remind().finally(letGo);
    };
    onReminder(lookToRemind);
    everyMinutes('due', badgeMinutes, () => {
      tellDue();
      listen();
      // A traveller's clock may be put to another time meanwhile.
      lookToRemind();
    });
    onNotificationClick((windowId) => {
      // Before anything is waited for: it takes the click itself.
      const opened = openPanel(windowId);
      const letGo = hold();
      void opened
        .then(() => leaveTopic(windowId, { room: 'review' }))
        .catch(() => openInTab('#/review'))
        .finally(letGo);
    });
    watchSettings(({ settings }) => {
      tellDue();
      listen();
      lookToRemind();
      if (settings.idleWork) void afterChange();
      else runner.stop();
    });
    watchHeard(tellDue);
    tellDue();
    listen();
    lookToRemind();
    void openPanelFromToolbar();
  },
});
