import type { Page } from 'playwright';
import { messageId, type Conversation, type Message, type Slip } from '#lib/db/rows.ts';
import { scheduleId, type NewWord, type Review, type Schedule, type Word } from '#lib/db/word-rows.ts';
import { correctionCategories } from '#lib/providers/correction.ts';
import { wordKey } from '#lib/words/identity.ts';
import { answerCard, newSchedule, remember } from '#lib/words/scheduling.ts';
import { searchTokens } from '#lib/words/search-tokens.ts';

/** How many of the words are due. */
const mostDue = 1_000;
const day = 24 * 60 * 60 * 1000;

/** Puts so many words and their cards into the store of a page's browser, as the worker would have. */
export async function fillWords(page: Page, size: number): Promise<void> {
  const library = libraryOf(size, Date.now());
  for (let from = 0; from < library.length; from += 2_000) {
    await page.evaluate(
      async (part) => {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const open = indexedDB.open('patter');
          open.addEventListener('success', () => resolve(open.result));
          open.addEventListener('error', () => reject(open.error ?? new Error('no database')));
        });
        const filling = database.transaction(['words', 'schedules'], 'readwrite');
        for (const { word, cards } of part) {
          filling.objectStore('words').put(word);
          for (const card of cards) filling.objectStore('schedules').put(card);
        }
        await new Promise((resolve) => {
          filling.addEventListener('complete', resolve);
        });
        database.close();
      },
      library.slice(from, from + 2_000),
    );
  }
}

/** Puts years of talking and reviewing into the store of a page's browser: so many of the learner's messages, a mistake in each, and three times as many answers. */
export async function fillHistory(page: Page, size: number): Promise<void> {
  const now = Date.now();
  for (let from = 0; from < size; from += 2_000) {
    const part = Array.from({ length: Math.min(2_000, size - from) }, (_, index) => doneAt(from + index, size, now));
    await page.evaluate(async (done) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open('patter');
        open.addEventListener('success', () => resolve(open.result));
        open.addEventListener('error', () => reject(open.error ?? new Error('no database')));
      });
      const filling = database.transaction(['conversations', 'messages', 'slips', 'reviews'], 'readwrite');
      for (const { conversation, message, slip, reviews } of done) {
        filling.objectStore('conversations').put(conversation);
        filling.objectStore('messages').put(message);
        filling.objectStore('slips').put(slip);
        for (const review of reviews) filling.objectStore('reviews').put(review);
      }
      await new Promise((resolve) => {
        filling.addEventListener('complete', resolve);
      });
      database.close();
    }, part);
  }
}

/** How many messages a conversation has; there is one a day. */
const conversationLength = 12;

interface Done {
  conversation: Conversation;
  message: Message;
  slip: Slip;
  reviews: Review[];
}

function doneAt(index: number, size: number, now: number): Done {
  const id = 1 + Math.floor(index / conversationLength);
  const began = now - (Math.floor((size - 1) / conversationLength) + 1 - id) * day;
  const at = began + (index % conversationLength);
  const language = 'es';
  const turnId = `turn-${index}`;
  const times = { createdAt: began, updatedAt: began + conversationLength, deletedAt: 0 };
  const said = { text: 'Ayer fui al cine con mis amigos y vimos una película.', createdAt: at, position: index };
  const sentence = { sentence: 'Ayer fui al cine.', start: 5, end: 8, wrong: 'fue', right: 'fui' };
  const category = correctionCategories[index % correctionCategories.length] ?? null;
  return {
    conversation: { id, title: 'El fin de semana', language, level: 'A2', ...times },
    message: { id: messageId(turnId, 'learner'), conversationId: id, turnId, role: 'learner', state: 'done', ...said },
    slip: { id: `${turnId}/0`, turnId, conversationId: id, language, at, category, ...sentence },
    reviews: [0, 1, 2].map((place) => reviewAt(3 * index + place, at)),
  };
}

/** A word that was learnt a month before is remembered, nine times out of ten. */
function reviewAt(index: number, at: number): Review {
  const card = newSchedule(`word-${index}`, 'recognise', 'es', at - 30 * day);
  const learnt = { ...card, ...remember(card, 4, at - 30 * day, 90) };
  const answer = { id: `review-${index}`, source: 'card', now: at, retention: 90 } as const;
  return answerCard(learnt, [], { ...answer, rating: index % 10 === 0 ? 1 : 3 }).review;
}

function libraryOf(size: number, now: number): { word: Word; cards: Schedule[] }[] {
  return Array.from({ length: size }, (_, index) => {
    const id = `word-${index}`;
    const met: NewWord = {
      language: 'es',
      learnerLanguage: 'en',
      lemma: `palabra${index}`,
      partOfSpeech: 'noun',
      translation: `meaning ${index}`,
      surface: `palabra${index}`,
      sentence: `Ayer vimos una palabra${index} muy divertida en el cine.`,
    };
    const createdAt = now - index * 1000;
    const word: Word = {
      ...met,
      id,
      key: wordKey(met),
      state: 'learning',
      createdAt,
      deletedAt: 0,
      tokens: searchTokens(met),
    };
    const due = index < mostDue;
    const asked = remember(newSchedule(id, 'recognise', 'es', now - 30 * day), 4, now - 30 * day, 90);
    const cards = (['recognise', 'produce', 'cloze'] as const).map((kind): Schedule => {
      const shownFrom = due ? asked.due : now + (1 + (index % 60)) * day;
      const own = { id: scheduleId(id, kind), wordId: id, kind, language: 'es', suspended: 0, shownFrom } as const;
      return Object.assign({}, asked, own, { due: shownFrom });
    });
    return { word, cards };
  });
}
