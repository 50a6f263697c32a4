import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { answerCommand } from '#lib/commands/answer.ts';
import { createHandlers } from '#lib/commands/handlers.ts';
import { watchDue } from '#lib/db/read/watch-due.ts';
import { purgeDeleted } from '#lib/db/write/conversations.ts';
import { interruptLostTurns } from '#lib/db/write/turns.ts';
import { purgeWords } from '#lib/db/write/words.ts';
import { admitRequest, recordUsage } from '#lib/db/write/usage.ts';
import {
  everyMinutes,
  identifyLanguage,
  keepStorageTrusted,
  openPanelFromToolbar,
  passOriginCheck,
  ping,
  readOwnFile,
  showBadge,
} from '#lib/platform/extension.ts';
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
      meter: {
        admit: async (tutor, waited) => admitRequest(tutor, (await readSettings()).tutors[tutor], Date.now(), waited),
        record: (tutor, usage) => recordUsage(tutor, usage, Date.now()),
      },
      lane: createLanes(),
    };
    const { hold } = createKeepAlive(ping);
    const tools = createLanguageTools(readOwnFile, identifyLanguage);
    const asking = { access, tools, beside: createBeside(hold) };
    const handlers = createHandlers({ access, tools });
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
    });

    browser.runtime.onConnect.addListener((port) => {
      if (port.name === turnPort && isOwnPage(port.sender)) turns.accept(port);
      else port.disconnect();
    });
    browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
      const answer = isOwnPage(sender) ? answerCommand(message, handlers) : undefined;
      if (answer === undefined) return false;
      // A tutor may take longer to answer than an idle worker lives.
      const letGo = hold();
      void answer.then(respond).finally(letGo);
      return true;
    });
    const tellDue = watchDue(
      async () => (await readSettings()).newWordsPerDay,
      (text) => void showBadge(text),
    );
    everyMinutes('due', badgeMinutes, tellDue);
    watchSettings(tellDue);
    tellDue();
    void openPanelFromToolbar();
  },
});
