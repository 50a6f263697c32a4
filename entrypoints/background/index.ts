import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { sweepFiles } from '#lib/backup/handover.ts';
import { createHandlers } from '#lib/commands/handlers.ts';
import { messageId } from '#lib/db/rows.ts';
import { purgeDeleted } from '#lib/db/write/conversations.ts';
import { interruptLostTurns } from '#lib/db/write/turns.ts';
import { mostSuggestions, purgeWords, suggestionsWaiting, suggestWords } from '#lib/db/write/words.ts';
import { createIdleWork } from '#lib/idle/idle-work.ts';
import { createWarmer } from '#lib/idle/warm.ts';
import {
  beginQuiet,
  identifyLanguage,
  keepStorageTrusted,
  openPanelFromToolbar,
  ping,
  platformSystem,
  readOwnFile,
  speechEngine,
  wakeAt,
  watchQuiet,
} from '#lib/platform/extension.ts';
import { readSettings, watchSettings } from '#lib/settings/store.ts';
import { toldOfVoice } from '#lib/settings/told-voices.ts';
import { chatPlace, speechPort } from '#lib/speech/protocol.ts';
import { SpeechServer } from '#lib/speech/server.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { askTutor } from '#lib/turn/ask-tutor.ts';
import { createBeside } from '#lib/turn/beside.ts';
import { databaseStore } from '#lib/turn/database-store.ts';
import { createKeepAlive } from '#lib/turn/keep-alive.ts';
import { turnPort } from '#lib/turn/protocol.ts';
import { TurnServer } from '#lib/turn/server.ts';
import { WordImporter } from '#lib/word-import/importer.ts';
import { readLedger } from '#lib/word-import/ledger.ts';
import { createAccess } from './access.ts';
import { answerPages } from './connections.ts';
import { tellOfDueWords } from './due.ts';
import { offerToTalkAbout } from './menu.ts';

/** How long a deleted conversation or word can be brought back. */
const undoableMs = 24 * 60 * 60 * 1000;

/** How long a file may be on its way between a page and the worker. */
const handoverMs = 60 * 60 * 1000;

/** Milliseconds since 1970. */
const now = (): number => Date.now();

/** Puts right what an earlier worker, or time, has left. */
function tidyUp(): Promise<unknown> {
  return Promise.allSettled([
    interruptLostTurns(() => false).then(() => purgeDeleted(now() - undoableMs)),
    purgeWords(now() - undoableMs),
    keepStorageTrusted(),
    readLedger().then((ledger) => sweepFiles(now() - handoverMs, ledger?.file)),
  ]);
}

export default defineBackground({
  type: 'module',
  main() {
    const access = createAccess();
    const { hold } = createKeepAlive(ping);
    const tools = createLanguageTools(readOwnFile, identifyLanguage);
    const { runner, afterTurn, afterChange } = createIdleWork({
      access,
      tools,
      settings: readSettings,
      now,
      hold,
      wakeAt: (time) => void wakeAt(time),
      suggestions: {
        suggest: suggestWords,
        hasRoom: async (language) => (await suggestionsWaiting(language)) < mostSuggestions,
      },
    });
    const disturb = (): void => {
      runner.disturb();
      void beginQuiet();
    };
    const warm = createWarmer({ access, settings: readSettings, isTurnLive: () => runner.isTurnLive, now });
    const engine = speechEngine();
    const speech = new SpeechServer({
      engine,
      settings: readSettings,
      hold,
      system: platformSystem,
      reads: navigator.languages,
      toldBefore: toldOfVoice,
    });
    const asking = { access, tools, beside: createBeside(hold) };
    const turns = new TurnServer({
      store: databaseStore,
      ask: async (question, signal) => askTutor(question, await readSettings(), asking, signal),
      hold,
      // A store that can not be opened must not keep a panel from attaching: the first write says what is wrong.
      ready: tidyUp(),
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

    const idle = { use: () => void runner.run(), stop: () => runner.stop(), warm };
    const imports = new WordImporter({ now, turnsOver: () => runner.turnsOver() });
    const handlers = createHandlers({ access, tools }, idle, speech, imports);
    answerPages({ ports: { [turnPort]: turns, [speechPort]: speech }, handlers, hold, onSign: disturb });
    offerToTalkAbout(hold);
    tellOfDueWords(engine, hold);
    watchQuiet(() => runner.run());
    // What waits from the days before is looked at once the browser has started.
    browser.runtime.onStartup.addListener(() => {
      void beginQuiet();
      void afterChange();
    });
    watchSettings(({ settings }) => {
      if (settings.idleWork) void afterChange();
      else runner.interrupt();
    });
    void openPanelFromToolbar();
  },
});
