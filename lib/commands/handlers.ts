import {
  changeConversation,
  createConversation,
  deleteConversation,
  restoreConversation,
  saveDraft,
} from '#lib/db/write/conversations.ts';
import { acceptPart } from '#lib/db/write/turns.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { savedKeys, writeKey } from '#lib/settings/keys.ts';
import { readSettings, writeSettings } from '#lib/settings/store.ts';
import { connectTutor, connectTutorWithModel, type Access } from '#lib/tutor/connect.ts';
import { sayHello } from '#lib/tutor/say-hello.ts';
import type { CommandInput, CommandName, CommandOutput } from './table.ts';

export type CommandHandlers = {
  [Name in CommandName]: (input: CommandInput<Name>) => Promise<CommandOutput<Name>>;
};

/** A page waits for these answers: a tutor that has not listed its models or said hello by then is not to be talked to. */
const listingMs = 15_000;
const helloMs = 120_000;

/** What the worker does for each command. */
export function createHandlers(access: Access): CommandHandlers {
  return {
    'conversation.create': (input) => done(createConversation(input, Date.now())),
    'conversation.change': ({ id, ...change }) => done(changeConversation(id, change)),
    'conversation.delete': ({ id }) => done(deleteConversation(id, Date.now())),
    'conversation.restore': ({ id }) => done(restoreConversation(id)),
    'turn.keep': ({ turnId }) => done(acceptPart(turnId)),
    'draft.save': ({ conversationId, text }) => done(saveDraft(conversationId, text)),
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

async function done(work: Promise<void>): Promise<Record<string, never>> {
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
