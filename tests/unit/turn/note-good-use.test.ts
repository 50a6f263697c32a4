import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Card } from '#lib/corrections/card.ts';
import { database } from '#lib/db/database.ts';
import { usesToCount } from '#lib/db/read/used-words.ts';
import { messageId } from '#lib/db/rows.ts';
import type { NewWord } from '#lib/db/word-rows.ts';
import { createConversation } from '#lib/db/write/conversations.ts';
import { answerReview, undoReview } from '#lib/db/write/reviews.ts';
import { beginTurn, endTurn } from '#lib/db/write/turns.ts';
import { declineUse } from '#lib/db/write/uses.ts';
import { deleteWord, learnWord, moveWord } from '#lib/db/write/words.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { noteGoodUse } from '#lib/turn/note-good-use.ts';
import { nextDay } from '#lib/words/learning-day.ts';
import { readOwnFile } from '#tests/helpers/own-files.ts';

const noon = new Date(2026, 4, 10, 12).getTime();
const tools = createLanguageTools(readOwnFile, async (text) => (/\bthe\b/.test(text) ? 'en' : null));

const word = (lemma: string, change: Partial<NewWord> = {}): NewWord => ({
  language: 'es',
  learnerLanguage: 'en',
  lemma,
  partOfSpeech: 'verb',
  translation: `meaning of ${lemma}`,
  surface: lemma,
  sentence: `Quiero ${lemma} hoy.`,
  ...change,
});

let turns = 0;
/** A message is sent, corrected and looked at. @returns its turn */
async function say(message: string, card: Card | null = null, language = 'es'): Promise<string> {
  const turnId = `turn ${(turns += 1)}`;
  await beginTurn({ conversationId: 1, turnId, text: message }, Date.now());
  await noteGoodUse({ turnId, message, language, card }, tools);
  return turnId;
}

const usesOf = async (turnId: string) => (await database.messages.get(messageId(turnId, 'learner')))?.uses;

async function offered(turnId: string): Promise<string[]> {
  const row = await database.messages.get(messageId(turnId, 'learner'));
  const offers = await usesToCount(row?.uses ?? [], row?.createdAt ?? 0, Date.now());
  return offers.map(({ word: { lemma }, schedule: { kind } }) => `${lemma} ${kind}`);
}

async function count(turnId: string): Promise<string> {
  const row = await database.messages.get(messageId(turnId, 'learner'));
  const [offer] = await usesToCount(row?.uses ?? [], row?.createdAt ?? 0, Date.now());
  const { id: scheduleId = '', reps = 0 } = offer?.schedule ?? {};
  await answerReview({
    id: 'r',
    scheduleId,
    reps,
    rating: 3,
    source: 'chat',
    retention: 90,
    heard: [],
    now: Date.now(),
  });
  return scheduleId;
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
  await Promise.all(database.tables.map((table) => table.clear()));
  await createConversation({ id: 1, title: '', language: 'es', level: 'A2' }, noon);
});

describe('a good use of a due word', () => {
  it('is offered as a review of how it is said, and counts once', async () => {
    const id = await learnWord(word('relajarse'), noon);
    const turn = await say('Los domingos me relajo en casa');
    expect(await offered(turn)).toEqual(['relajarse produce']);
    expect(await count(turn)).toBe(`${id}/produce`);
    const [review] = await database.reviews.toArray();
    expect(review).toMatchObject({ source: 'chat', rating: 3, wordId: id });
    expect(await offered(turn)).toEqual([]);
    await undoReview('r');
    expect(await offered(turn)).toEqual(['relajarse produce']);
  });

  it('is offered once a day for each word, for two words of a message', async () => {
    for (const lemma of ['pasear', 'cocinar', 'bailar']) await learnWord(word(lemma), noon);
    const turn = await say('Ayer paseamos, cocinamos y bailamos mucho');
    expect(await offered(turn)).toEqual(['pasear produce', 'cocinar produce']);
    expect(await offered(await say('Siempre paseamos y cocinamos con mis amigos'))).toEqual([]);
    expect(await offered(await say('Siempre bailamos con mis amigos'))).toEqual(['bailar produce']);
  });

  it('is not offered again where the learner does not want it, until another day', async () => {
    const id = await learnWord(word('pasear'), noon);
    const turn = await say('Ayer paseé por el parque');
    await declineUse(turn, id);
    expect(await offered(turn)).toEqual([]);
    expect(await offered(await say('Hoy paseamos otra vez'))).toEqual([]);
    vi.setSystemTime(nextDay(noon) + 1000);
    expect(await offered(await say('Hoy paseamos otra vez'))).toEqual(['pasear produce']);
  });

  it('is nothing to offer once the word was asked, is no longer learnt, or the day is over', async () => {
    const id = await learnWord(word('pasear'), noon);
    const turn = await say('Ayer paseé por el parque');
    await moveWord(id, 'suspended', noon);
    expect(await offered(turn)).toEqual([]);
    await moveWord(id, 'learning', noon);
    expect(await offered(turn)).toEqual(['pasear produce']);
    await answerReview({
      id: 'r',
      scheduleId: `${id}/recognise`,
      reps: 0,
      rating: 3,
      source: 'card',
      retention: 90,
      heard: [],
      now: noon,
    });
    expect(await offered(turn)).toEqual([]);
    await undoReview('r');
    await deleteWord(id, noon);
    expect(await offered(turn)).toEqual([]);
    await learnWord(word('pasear'), noon);
    expect(await offered(turn)).toEqual(['pasear produce']);
    vi.setSystemTime(nextDay(noon));
    expect(await offered(turn)).toEqual([]);
  });

  it('is not offered of what is not due', async () => {
    const id = await learnWord(word('pasear'), noon);
    for (const kind of ['recognise', 'produce', 'cloze']) {
      await database.schedules.update(`${id}/${kind}`, { shownFrom: nextDay(noon) });
    }
    const turn = await say('Ayer paseé por el parque');
    expect(await usesOf(turn)).toBeUndefined();
    await database.schedules.update(`${id}/recognise`, { shownFrom: noon });
    expect(await offered(await say('Siempre paseamos por el parque'))).toEqual(['pasear recognise']);
  });

  it('is not offered of another language’s words, of help in the learner’s own, or of a suggested answer', async () => {
    await learnWord(word('pasear'), noon);
    await learnWord(word('chat', { language: 'fr', partOfSpeech: 'noun' }), noon);
    expect(await usesOf(await say('Le chat'))).toBeUndefined();
    expect(await usesOf(await say('What is the way to say pasear in the past?'))).toBeUndefined();
    const first = await say('Hola');
    await endTurn(first, { state: 'done', text: '¿Qué haces los domingos?', endedAt: noon });
    await database.messages.update(messageId(first, 'tutor'), {
      suggestions: [{ text: 'Paseamos solos.', meaning: 'x' }],
    });
    expect(await usesOf(await say(' Paseamos solos.'))).toBeUndefined();
  });

  it('is not offered of what was put right', async () => {
    await learnWord(word('pasear'), noon);
    const edit = { start: 5, end: 11, original: 'pasear', replacement: 'paseé', op: 'replace' } as const;
    const card: Card = {
      kind: 'edits',
      corrected: 'Ayer paseé en casa',
      edits: [{ ...edit, tier: 'error', shown: true }],
      wellDone: null,
    };
    expect(await usesOf(await say('Ayer pasear en casa', card))).toBeUndefined();
  });

  it('of a message that is gone, or was looked at before, changes nothing', async () => {
    const id = await learnWord(word('pasear'), noon);
    await noteGoodUse({ turnId: 'nowhere', message: 'Yo paseaba', language: 'es', card: null }, tools);
    await declineUse('nowhere', id);
    expect((await database.words.get(id))?.offeredAt).toBeUndefined();
    const turn = await say('Siempre paseamos');
    await declineUse(turn, id);
    vi.setSystemTime(nextDay(noon) + 1);
    await noteGoodUse({ turnId: turn, message: 'Siempre paseamos', language: 'es', card: null }, tools);
    expect(await usesOf(turn)).toEqual([]);
  });
});
