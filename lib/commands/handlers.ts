import { simplifyReply, suggestAnswers, translateReply, type AsideTools } from '#lib/asides/about-reply.ts';
import { drillFor } from '#lib/asides/drill.ts';
import { glossWord } from '#lib/asides/gloss-word.ts';
import { howToSay } from '#lib/asides/how-to-say.ts';
import { recapConversation } from '#lib/asides/recap.ts';
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
import { savedKeys, writeKey } from '#lib/settings/keys.ts';
import { readSettings, writeSettings } from '#lib/settings/store.ts';
import { connectTutor, connectTutorWithModel } from '#lib/tutor/connect.ts';
import { sayHello } from '#lib/tutor/say-hello.ts';
import type { CommandInput, CommandName, CommandOutput } from './table.ts';

export type CommandHandlers = {
  [Name in CommandName]: (input: CommandInput<Name>) => Promise<CommandOutput<Name>>;
};

/** A page waits for these answers: a tutor that has not listed its models or said hello by then is not to be talked to. */
const listingMs = 15_000;
const helloMs = 120_000;

/** What is done while nobody wants anything. */
export interface IdleControls {
  stop: () => void;
  warm: (sign: CommandInput<'tutor.warm'>) => Promise<void>;
}

/** What the worker does for each command. */
export function createHandlers(asides: AsideTools, idle: IdleControls): CommandHandlers {
  const { access } = asides;
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
    'review.answer': async (answer) => {
      const kept = await answerReview({ ...answer, now: Date.now() });
      return { counted: kept !== null, leech: kept?.leech ?? false };
    },
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
    'memory.summary': ({ conversationId, text }) => done(changeSummary(conversationId, text, Date.now())),
    'memory.fact': ({ id, text }) => done(changeFact(id, text, Date.now())),
    'memory.forget': ({ id }) => done(deleteFact(id)),
    'memory.restore': (fact) => done(restoreFact(fact)),
    'idle.stop': async () => {
      idle.stop();
      return {};
    },
    'tutor.warm': (sign) => done(idle.warm(sign)),
    'settings.save': (settings) => done(writeSettings(settings)),
    'key.save': ({ tutor, key }) => done(writeKey(tutor, key.trim())),
    'key.saved': async () => ({ tutors: await savedKeys() }),
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

async function within<Result>(ms: number, call: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const signal = AbortSignal.timeout(ms);
  try {
    return await call(signal);
  } catch (error) {
    throw signal.aborted ? new PatterError('timeout', { cause: error }) : error;
  }
}
