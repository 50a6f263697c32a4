import * as z from 'zod/mini';
import { keptTableNames } from '#lib/db/kept-tables.ts';
import { factSchema } from '#lib/db/memory-rows.ts';
import { conversationSchema, newConversationSchema } from '#lib/db/rows.ts';
import { handedWordSchema, longestSentence, longestText, partsOfSpeech } from '#lib/db/word-rows.ts';
import { correctionCategories } from '#lib/providers/correction.ts';
import { levels, providerIds } from '#lib/providers/provider.ts';
import { topicSchema } from '#lib/page/topic.ts';
import { keyOwners } from '#lib/settings/key-owners.ts';
import { isLanguageTag } from '#lib/settings/languages.ts';
import { settingsSchema, recognitionPlaces } from '#lib/settings/settings.ts';

const nothing = z.object({});
const handedOver = z.string();
const tally = z.object({ inBackup: z.int(), added: z.int(), updated: z.int() });
const tallies = z.record(z.enum(keptTableNames), tally);
const conversationId = z.int();
const title = z.string().check(z.maxLength(200));
const turnId = z.string();
const languageTag = z.string().check(z.refine(isLanguageTag));
const lesson = z.object({ language: z.string(), level: z.enum(levels) });

const entrySchema = z.object({ lemma: z.string(), grammar: z.string(), translation: z.string() });
const glossSchema = z.extend(entrySchema, {
  band: z.optional(z.enum(levels)),
  others: z.array(entrySchema),
  source: z.enum(['list', 'tutor']),
});

const drillItemSchema = z.object({
  before: z.string(),
  answer: z.string(),
  after: z.string(),
  wrong: z.string(),
  explanation: z.optional(z.string()),
});

const wordId = z.string();
const someText = z.string().check(z.minLength(1), z.maxLength(longestText));

/** How many words go to Anki in one request. */
export const mostSent = 100;

/** What the interface calls things (`lib/anki/note.ts`). */
const noteNames = z.object({ interfaceLanguage: z.string(), grammar: z.record(z.string(), z.string()) });

/** Longer than a message may be: what is too long to send is still not lost. */
const longestDraft = 200_000;

/** What a learner writes in place of a summary or a fact. */
const longestNote = 2_000;

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
  /** What was said in a conversation once more, in short. The row keeps it. */
  'conversation.recap': { input: z.object({ id: conversationId }), output: nothing },
  /** What is asked about a reply; its row keeps it. */
  'reply.translate': { input: z.object({ turnId }), output: z.object({ text: z.string() }) },
  'reply.simplify': { input: z.object({ turnId }), output: z.object({ text: z.string() }) },
  'reply.suggest': {
    input: z.object({ turnId }),
    output: z.object({ suggestions: z.array(z.object({ text: z.string(), meaning: z.string() })) }),
  },
  /** How something is said in the language that is learnt. */
  'words.say': {
    input: z.extend(lesson, { wanted: z.string().check(z.minLength(1), z.maxLength(500)) }),
    output: z.object({ text: z.string(), words: z.array(z.object({ word: z.string(), meaning: z.string() })) }),
  },
  'words.gloss': {
    input: z.extend(lesson, {
      /** Where in the text the word stands, in UTF-16 units. */
      at: z.int(),
      sentence: z.string().check(z.maxLength(20_000)),
    }),
    /** `sentence` is the one of the text that the word stands in. */
    output: z.object({ word: z.string(), sentence: z.string(), gloss: z.nullable(glossSchema) }),
  },
  /** The learner wants to learn a word. */
  'words.learn': { input: handedWordSchema, output: nothing },
  /** The learner knows a word: it is not too hard any more. */
  'words.know': { input: handedWordSchema, output: nothing },
  /** Accepts a suggestion, says that a word is known, suspends or resumes it. */
  'words.move': { input: z.object({ id: wordId, state: z.enum(['learning', 'known', 'suspended']) }), output: nothing },
  'words.decline': { input: z.object({ id: wordId }), output: nothing },
  'words.edit': {
    input: z.object({
      id: wordId,
      lemma: someText,
      translation: someText,
      partOfSpeech: z.enum(partsOfSpeech),
      sentence: z.string().check(z.maxLength(longestSentence)),
    }),
    /** Whether it was changed: not to what is another word already. */
    output: z.object({ changed: z.boolean() }),
  },
  'words.delete': { input: z.object({ id: wordId }), output: nothing },
  'words.restore': { input: z.object({ id: wordId }), output: nothing },
  /**
   * Has the words of a file that the page has left (`lib/word-files/word-list.ts`) among those that are learnt. How far it
   * is, and how an earlier one ended, is told by `lib/word-import/ledger.ts`: nothing begins before that is settled.
   */
  'import.begin': { input: z.object({ file: handedOver, language: languageTag }), output: nothing },
  /** Goes on with one that has stopped on the way. */
  'import.goOn': { input: nothing, output: nothing },
  'import.stop': { input: nothing, output: nothing },
  /** Is answered once nothing is being done about imports: who looks on learns by it where the worker was lost. */
  'import.follow': { input: nothing, output: nothing },
  /** Takes it back, whether it is whole or not: its words are deleted. */
  'import.takeBack': { input: nothing, output: nothing },
  /** What is there of it stays, and nothing is told of it any more. */
  'import.settle': { input: nothing, output: nothing },
  /** Asks a running Anki to let Patter in, and has its note type and decks there. */
  'anki.open': { input: z.object({ languages: z.array(z.string()), names: noteNames }), output: nothing },
  /** Adds words to it. Many are sent a few at a time, so that it is seen how far it is. */
  'anki.send': {
    input: z.object({ ids: z.array(wordId).check(z.maxLength(mostSent)), names: noteNames }),
    output: z.object({ added: z.int(), there: z.int(), updated: z.int(), refused: z.int(), dated: z.boolean() }),
  },
  /** Keeps the answer to a card. */
  'review.answer': {
    input: z.object({
      /** Minted by the panel, which can take the answer back by it. */
      id: z.string(),
      scheduleId: z.string(),
      reps: z.int(),
      rating: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
      source: z.enum(['card', 'chat']),
    }),
    /** `counted`: it had not been answered meanwhile. `leech`: the word slips away, and is suspended. */
    output: z.object({ counted: z.boolean(), leech: z.boolean() }),
  },
  /** A good use of a word in a turn's message is not to count as a review. */
  'review.decline': { input: z.object({ turnId, wordId }), output: nothing },
  'review.undo': { input: z.object({ id: z.string() }), output: z.object({ undone: z.boolean() }) },
  /** The learner was right, and an edit of the turn's card is no mistake. */
  'correction.dispute': { input: z.object({ turnId, edit: z.int() }), output: nothing },
  'correction.drill': {
    input: z.extend(lesson, { category: z.enum(correctionCategories) }),
    output: z.object({ items: z.array(drillItemSchema) }),
  },
  /** Takes the part of a reply that broke off for what the learner wants to have. */
  'turn.keep': { input: z.object({ turnId }), output: nothing },
  /** What the learner has asked to talk about from a page's menu in a window, once. */
  'topic.take': { input: z.object({ windowId: z.int() }), output: z.object({ topic: z.nullable(topicSchema) }) },
  'draft.save': {
    input: z.object({ conversationId, text: z.string().check(z.maxLength(longestDraft)) }),
    output: nothing,
  },
  /** What is remembered: a summary without words is forgotten, and so is a fact that is deleted. */
  'memory.summary': {
    input: z.object({ conversationId, text: z.string().check(z.maxLength(longestNote)), upTo: z.int() }),
    output: nothing,
  },
  'memory.fact': {
    input: z.object({ id: z.string(), text: z.string().check(z.minLength(1), z.maxLength(longestNote)) }),
    output: nothing,
  },
  'memory.forget': { input: z.object({ id: z.string() }), output: nothing },
  'memory.restore': { input: factSchema, output: nothing },
  /** Speaks this and nothing else. Of Markdown only what is shown is spoken. How it goes is said on the speech port. */
  'speech.speak': {
    input: z.object({
      id: z.string(),
      place: z.string(),
      text: z.string(),
      markdown: z.boolean(),
      language: languageTag,
      slow: z.boolean(),
    }),
    output: nothing,
  },
  'speech.stop': { input: nothing, output: nothing },
  /** Why something could not be spoken has been read. */
  'speech.dismiss': { input: nothing, output: nothing },
  /**
   * The voices of a language, local ones first: the first of these is taken where none is chosen. Where nothing speaks it, `missing`
   * is a voice, or one that is not online or that the learner has chosen. `system` is `runtime.PlatformOs`.
   */
  'speech.voices': {
    input: z.object({ language: languageTag }),
    output: z.object({
      voices: z.array(z.object({ name: z.string(), language: z.string(), remote: z.boolean() })),
      missing: z.nullable(z.enum(['none', 'online'])),
      system: z.string(),
    }),
  },
  /** Ends what is done on idle, for now. */
  'idle.stop': { input: nothing, output: nothing },
  /** The learner writes or speaks, and wants nothing of a tutor until the message is sent: what is due can be done. */
  'idle.use': { input: nothing, output: nothing },
  /** A turn may be near: a tutor can make itself ready for it. */
  'tutor.warm': {
    input: z.object({
      near: z.enum(['panel', 'composer', 'writing']),
      conversationId: z.optional(conversationId),
    }),
    output: nothing,
  },
  /** The learner has said where speech may be recognised. */
  'recognition.place': { input: z.object({ place: z.enum(recognitionPlaces) }), output: nothing },
  /** Has a backup made, which is left for the page under `file` (`lib/backup/handover.ts`). */
  'backup.make': {
    input: nothing,
    /** `damaged` rows could not be read, and are not in it. */
    output: z.object({ file: handedOver, damaged: z.int() }),
  },
  /** What a backup that the page has left would change. Nothing is changed, and the file is discarded. */
  'backup.preview': {
    input: z.object({ file: handedOver }),
    output: z.object({
      madeAt: z.number(),
      app: z.string(),
      tallies,
      deleted: z.object({ conversations: z.int(), words: z.int(), facts: z.int() }),
      damaged: z.int(),
      settings: z.nullable(settingsSchema),
    }),
  },
  /** Adds a backup that the page has left to what is here, all of it or nothing, and discards the file. */
  'backup.restore': { input: z.object({ file: handedOver, revive: z.boolean() }), output: z.object({ tallies }) },
  'settings.save': { input: settingsSchema, output: nothing },
  'key.save': { input: z.object({ owner: z.enum(keyOwners), key: z.string() }), output: nothing },
  'key.saved': { input: nothing, output: z.object({ owners: z.array(z.enum(keyOwners)) }) },
  /** Calls the tutor as it is set up, for real. `models` is what it offers. */
  'tutor.models': {
    input: z.object({ tutor: z.enum(providerIds) }),
    output: z.object({ models: z.array(z.object({ id: z.string(), name: z.string() })) }),
  },
  /** Has the tutor as it is set up say one short thing: proves address, key and model. */
  'tutor.test': { input: z.object({ tutor: z.enum(providerIds) }), output: z.object({ text: z.string() }) },
} as const;

/** What is said and kept while the learner writes or speaks: it wants nothing of a tutor, and ends nothing that is done on idle. */
export const meanwhile: ReadonlySet<string> = new Set<keyof typeof commands>(['draft.save', 'idle.use']);

export type CommandName = keyof typeof commands;
export type CommandInput<Name extends CommandName> = z.infer<(typeof commands)[Name]['input']>;
export type CommandOutput<Name extends CommandName> = z.infer<(typeof commands)[Name]['output']>;
