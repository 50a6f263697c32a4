import { browser } from 'wxt/browser';
import { simplifyReply, suggestAnswers, translateReply, type AsideTools } from '#lib/asides/about-reply.ts';
import { drillFor } from '#lib/asides/drill.ts';
import { glossWord } from '#lib/asides/gloss-word.ts';
import { howToSay } from '#lib/asides/how-to-say.ts';
import { recapConversation } from '#lib/asides/recap.ts';
import { makeBackup, previewBackup, restoreBackup } from '#lib/backup/backup.ts';
import { discardFile, findFile, leaveFile } from '#lib/backup/handover.ts';
import { tellProgress } from '#lib/backup/progress.ts';
import { disputeEdit } from '#lib/db/write/cards.ts';
import {
  changeConversation,
  createConversation,
  deleteConversation,
  restoreConversation,
  saveDraft,
} from '#lib/db/write/conversations.ts';
import { changeFact, changeSummary, deleteFact, restoreFact } from '#lib/db/write/memory.ts';
import { acceptPart } from '#lib/db/write/turns.ts';
import { answerReview, undoReview } from '#lib/db/write/reviews.ts';
import { declineUse } from '#lib/db/write/uses.ts';
import {
  declineSuggestion,
  deleteWord,
  editWord,
  knowWord,
  learnWord,
  moveWord,
  restoreWord,
} from '#lib/db/write/words.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { takeTopic } from '#lib/page/topic.ts';
import { readHeard } from '#lib/settings/heard.ts';
import { readKey, savedKeys, writeKey } from '#lib/settings/keys.ts';
import { readSettings, writeSettings } from '#lib/settings/store.ts';
import { connectTutor, connectTutorWithModel } from '#lib/tutor/connect.ts';
import { sayHello } from '#lib/tutor/say-hello.ts';
import type { SpeechServer } from '#lib/speech/server.ts';
import type { WordImporter } from '#lib/word-import/importer.ts';
import { prepareAnki, sendToAnki, type AnkiAccess } from './anki.ts';
import type { CommandInput, CommandName, CommandOutput } from './table.ts';

export type CommandHandlers = {
  [Name in CommandName]: (input: CommandInput<Name>) => Promise<CommandOutput<Name>>;
};

/** A page waits for these answers: a tutor that has not listed its models or said hello by then is not to be talked to. */
const listingMs = 15_000;
const helloMs = 120_000;

/** What is done while nobody wants anything. */
export interface IdleControls {
  /** Does what is due. */
  use: () => void;
  stop: () => Promise<void>;
  warm: (sign: CommandInput<'tutor.warm'>) => Promise<void>;
}

type SpeechControls = Pick<SpeechServer, 'speak' | 'stop' | 'dismiss' | 'voices'>;

/** What the worker does for each command. */
export function createHandlers(
  asides: AsideTools,
  idle: IdleControls,
  speech: SpeechControls,
  imports: WordImporter,
): CommandHandlers {
  const { access } = asides;
  const anki: AnkiAccess = { key: () => readKey('anki'), allowed: (pattern) => access.allowed(pattern) };
  return {
    'conversation.recap': async ({ id }) => done(recapConversation(id, await readSettings(), asides)),
    'reply.translate': async ({ turnId }) => ({ text: await translateReply(turnId, await readSettings(), asides) }),
    'reply.simplify': async ({ turnId }) => ({ text: await simplifyReply(turnId, await readSettings(), asides) }),
    'reply.suggest': async ({ turnId }) => ({
      suggestions: await suggestAnswers(turnId, await readSettings(), asides),
    }),
    'words.say': async ({ wanted, ...lesson }) => howToSay(wanted, lesson, await readSettings(), asides),
    'words.gloss': async (place) => glossWord(place, await readSettings(), asides),
    'words.learn': (word) => done(learnWord(word, Date.now())),
    'words.know': (word) => done(knowWord(word, Date.now())),
    'words.move': ({ id, state }) => done(moveWord(id, state, Date.now())),
    'words.decline': ({ id }) => done(declineSuggestion(id)),
    'words.edit': async ({ id, ...change }) => ({ changed: await editWord(id, change, Date.now()) }),
    'words.delete': ({ id }) => done(deleteWord(id, Date.now())),
    'words.restore': ({ id }) => done(restoreWord(id, Date.now())),
    'import.begin': (input) => done(imports.begin(input)),
    'import.goOn': () => done(imports.goOn()),
    'import.stop': () => done(imports.stop()),
    'import.follow': () => done(imports.atRest()),
    'import.takeBack': () => done(imports.takeBack()),
    'import.settle': () => done(imports.settle()),
    'anki.open': async ({ languages, names }) => done(prepareAnki(languages, names, await readSettings(), anki)),
    'anki.send': async ({ ids, names }) => sendToAnki(ids, names, await readSettings(), anki),
    'review.answer': async (answer) => {
      const { retention } = await readSettings();
      const kept = await answerReview({ ...answer, retention, heard: await readHeard(), now: Date.now() });
      return { counted: kept !== null, leech: kept?.leech ?? false };
    },
    'review.decline': ({ turnId, wordId }) => done(declineUse(turnId, wordId)),
    'review.undo': async ({ id }) => ({ undone: await undoReview(id) }),
    'correction.dispute': ({ turnId, edit }) => done(disputeEdit(turnId, edit)),
    'correction.drill': async (wish) => ({ items: await drillFor(wish, await readSettings(), asides) }),
    'conversation.create': (input) => done(createConversation(input, Date.now())),
    'conversation.change': ({ id, ...change }) => done(changeConversation(id, change)),
    'conversation.delete': ({ id }) => done(deleteConversation(id, Date.now())),
    'conversation.restore': ({ id }) => done(restoreConversation(id)),
    'turn.keep': ({ turnId }) => done(acceptPart(turnId)),
    'topic.take': async ({ windowId }) => ({ topic: await takeTopic(windowId) }),
    'draft.save': ({ conversationId, text }) => done(saveDraft(conversationId, text)),
    'memory.summary': (change) => done(changeSummary({ ...change, updatedAt: Date.now() })),
    'memory.fact': ({ id, text }) => done(changeFact(id, text, Date.now())),
    'memory.forget': ({ id }) => done(deleteFact(id, Date.now())),
    'memory.restore': (fact) => done(restoreFact(fact)),
    'speech.speak': (wish) => done(speech.speak(wish)),
    'speech.stop': async () => {
      speech.stop();
      return {};
    },
    'speech.dismiss': async () => {
      speech.dismiss();
      return {};
    },
    'speech.voices': ({ language }) => speech.voices(language),
    'idle.stop': () => done(idle.stop()),
    'idle.use': async () => {
      idle.use();
      return {};
    },
    'tutor.warm': (sign) => done(idle.warm(sign)),
    'recognition.place': ({ place }) => done(writeSettings((stored) => ({ ...stored, recognition: place }))),
    'backup.make': async () => {
      const { bytes, damaged } = await makeBackup(
        await readSettings(),
        browser.runtime.getManifest().version,
        Date.now(),
      );
      return { file: await leaveFile(bytes), damaged };
    },
    'backup.preview': ({ file }) => withFile(file, previewBackup),
    'backup.restore': ({ file, revive }) => withFile(file, (found) => restoreBackup(found, revive, tellProgress)),
    'settings.save': (settings) => done(writeSettings(() => settings)),
    'key.save': ({ owner, key }) => done(writeKey(owner, key.trim())),
    'key.saved': async () => ({ owners: await savedKeys() }),
    'tutor.models': async ({ tutor }) => {
      const { provider } = await connectTutor(tutor, await readSettings(), access);
      return { models: [...(await within(listingMs, (signal) => provider.models({ signal })))] };
    },
    'tutor.test': async ({ tutor }) => {
      const settings = await readSettings();
      const { provider, model } = await connectTutor(tutor, settings, access);
      // That a tutor is not there comes before that no model of it is chosen.
      if (model === '') await within(listingMs, (signal) => provider.models({ signal }));
      const connected = await connectTutorWithModel(tutor, settings, access);
      return { text: await within(helloMs, (signal) => sayHello(connected, settings, signal)) };
    },
  };
}

async function done(work: Promise<unknown>): Promise<Record<string, never>> {
  await work;
  return {};
}

/** Reads a file that a page has left, which is not needed afterwards. */
async function withFile<Result>(name: string, act: (file: File) => Promise<Result>): Promise<Result> {
  try {
    return await act(await findFile(name));
  } finally {
    await discardFile(name);
  }
}

async function within<Result>(ms: number, call: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const signal = AbortSignal.timeout(ms);
  try {
    return await call(signal);
  } catch (error) {
    throw signal.aborted ? new PatterError('timeout', { cause: error }) : error;
  }
}
