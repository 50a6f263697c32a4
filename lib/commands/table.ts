import * as z from 'zod/mini';
import { conversationSchema, newConversationSchema } from '#lib/db/rows.ts';
import { providerIds } from '#lib/providers/provider.ts';
import { settingsSchema } from '#lib/settings/settings.ts';

const nothing = z.object({});
const conversationId = z.int();
const title = z.string().check(z.maxLength(200));
/** Longer than a message may be: what is too long to send is still not lost. */
const longestDraft = 200_000;

/**
 * Everything a page can ask of the worker in one request and one answer. The worker always answers: with the output, or
 * with the error's wire form. A key travels one way only, into the worker.
 */
export const commands = {
  'conversation.create': {
    /** The title is empty where the first message is to name it. */
    input: z.extend(newConversationSchema, { title }),
    output: nothing,
  },
  'conversation.change': {
    input: z.extend(z.partial(z.pick(conversationSchema, { language: true, level: true })), {
      id: conversationId,
      title: z.optional(title),
    }),
    output: nothing,
  },
  'conversation.delete': { input: z.object({ id: conversationId }), output: nothing },
  'conversation.restore': { input: z.object({ id: conversationId }), output: nothing },
  /** Takes the part of a reply that broke off for what the learner wants to have. */
  'turn.keep': { input: z.object({ turnId: z.string() }), output: nothing },
  'draft.save': {
    input: z.object({ conversationId, text: z.string().check(z.maxLength(longestDraft)) }),
    output: nothing,
  },
  'settings.save': { input: settingsSchema, output: nothing },
  'key.save': { input: z.object({ tutor: z.enum(providerIds), key: z.string() }), output: nothing },
  'key.saved': { input: nothing, output: z.object({ tutors: z.array(z.enum(providerIds)) }) },
  /** Calls the tutor as it is set up, for real. `models` is what it offers. */
  'tutor.models': {
    input: z.object({ tutor: z.enum(providerIds) }),
    output: z.object({ models: z.array(z.object({ id: z.string(), name: z.string() })) }),
  },
  /** Has the tutor as it is set up say one short thing: proves address, key and model. */
  'tutor.test': { input: z.object({ tutor: z.enum(providerIds) }), output: z.object({ text: z.string() }) },
} as const;

export type CommandName = keyof typeof commands;
export type CommandInput<Name extends CommandName> = z.infer<(typeof commands)[Name]['input']>;
export type CommandOutput<Name extends CommandName> = z.infer<(typeof commands)[Name]['output']>;
