import * as fc from 'fast-check';
import type { Card } from '#lib/corrections/card.ts';
import type { KeptRows } from '#lib/db/kept-tables.ts';
import { scheduleId } from '#lib/db/word-rows.ts';
import { wordKey } from '#lib/words/identity.ts';
import { searchTokens } from '#lib/words/search-tokens.ts';
import { cardOf, conversationOf, met, storeOf, turnOf, wordOf } from './kept-rows.ts';

/*
 * Stores as learners have them. All of them speak of the same few conversations and words, so that any two have much in
 * common; of what was changed at the same time each says the same.
 */

const conversationIds = [1, 2, 3];
const turns = [1, 2, 3];
const lemmas = ['película', 'relajarse', 'ocio'];
const times = [10, 20, 30];

const time = fc.constantFrom(...times);
const sometimes = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
  fc.option(value, { nil: undefined }).map((some) => (some === undefined ? [] : [some]));
const all = <Value>(arbitraries: fc.Arbitrary<Value[]>[]): fc.Arbitrary<Value[]> =>
  fc.tuple(...arbitraries).map((found) => found.flat());

type Part = Partial<KeptRows>;

const recap = { messages: 2, wellDone: [], recurring: null, words: [] };

/** A card with one edit. */
const cardWith = (disputed: boolean): Card => ({
  kind: 'edits',
  corrected: 'Holá',
  edits: [
    {
      start: 0,
      end: 4,
      original: 'Hola',
      replacement: 'Holá',
      op: 'replace',
      tier: 'error',
      shown: true,
      ...(disputed && { disputed }),
    },
  ],
  wellDone: null,
});

const conversationPart = (id: number): fc.Arbitrary<Part> =>
  fc
    .record({
      updatedAt: time,
      messages: all(
        turns.map((turn) =>
          fc.record({ there: fc.boolean(), settledAt: time, translated: fc.boolean() }).map((chosen) => {
            if (!chosen.there) return [];
            const [asked, reply] = turnOf(id, turn, chosen.settledAt);
            const translation = { language: 'en', text: `Translation of ${reply.text}` };
            return [asked, chosen.translated ? { ...reply, translation } : reply];
          }),
        ),
      ),
      draft: fc.boolean(),
      summarised: sometimes(time),
      slip: fc.boolean(),
      disputed: fc.boolean(),
      recapped: fc.boolean(),
    })
    .map(({ updatedAt, messages, draft, summarised, slip, disputed, recapped }) => ({
      conversations: [{ ...conversationOf(id, updatedAt), ...(recapped && { recap }) }],
      messages: messages.map((message) =>
        message.id === `turn ${id}.1/learner` ? { ...message, card: cardWith(disputed) } : message,
      ),
      drafts: draft ? [{ conversationId: id, text: `Draft of ${id}` }] : [],
      summaries: summarised.map((at) => ({ conversationId: id, text: `Summary at ${at}`, upTo: 2, updatedAt: at })),
      // What the learner has disputed is none.
      slips:
        slip && !disputed
          ? [
              {
                id: `turn ${id}.1/0`,
                turnId: `turn ${id}.1`,
                conversationId: id,
                language: 'es',
                at: 3,
                category: null,
                wrong: 'fue',
                right: 'fui',
                sentence: 'Yo fui',
                start: 3,
                end: 6,
              },
            ]
          : [],
    }));

const wordPart = (lemma: string): fc.Arbitrary<Part> =>
  fc
    .record({
      // The same word was met in two places.
      id: fc.constantFrom('a', 'b'),
      stands: fc.constantFrom('suggested', 'declined', 'learning'),
      editedAt: sometimes(time),
      cards: all(
        (['recognise', 'produce', 'cloze'] as const).map((kind) =>
          fc.record({ kind: fc.constant(kind), lastReview: fc.option(time) }).map((card) => [card]),
        ),
      ),
      answers: fc.subarray([1, 2, 3]),
    })
    .map(({ id, stands, editedAt, cards, answers }) => {
      const sentence = `Vimos ${lemma} ayer a las ${editedAt[0] ?? 5}.`;
      const state = stands === 'learning' ? 'learning' : 'suggested';
      const word = wordOf(met(lemma, { sentence }), {
        id: `${id} ${lemma}`,
        state,
        deletedAt: stands === 'declined' ? -1 : 0,
        ...(editedAt[0] !== undefined && { editedAt: editedAt[0] }),
      });
      if (state === 'suggested') return { words: [word] };
      const schedules = cards.map(({ kind, lastReview }) =>
        cardOf(word, kind, { lastReview, reps: lastReview ?? 0, due: 7 + (lastReview ?? 0) }),
      );
      const { due, stability, difficulty, scheduledDays, learningSteps, reps, lapses, lastReview } = cardOf(
        word,
        'cloze',
      );
      const before = {
        due,
        stability,
        difficulty,
        scheduledDays,
        learningSteps,
        reps,
        lapses,
        lastReview,
        shownFrom: 5,
      };
      return {
        words: [word],
        schedules,
        reviews: answers.map((number) => ({
          id: `answer ${number} to ${lemma}`,
          scheduleId: scheduleId(word.id, 'recognise'),
          wordId: word.id,
          language: 'es',
          at: number,
          rating: 3 as const,
          source: 'card' as const,
          before: { ...before, state: 0 as const },
          buried: [{ id: scheduleId(word.id, 'produce'), shownFrom: 5 }],
          leech: false,
        })),
        knownWords: [{ language: 'es', lemma, at: 5 }],
      };
    });

const restPart: fc.Arbitrary<Part> = fc
  .record({
    usage: fc
      .subarray(['2026-05-10', '2026-05-11'])
      .chain((days) =>
        fc.tuple(
          ...days.map((day) =>
            fc.nat({ max: 9 }).map((n) => ({ day, tutor: 'claude' as const, requests: n, input: n, output: n })),
          ),
        ),
      ),
    facts: fc.subarray(['f', 'g']).chain((ids) =>
      fc.tuple(
        ...ids.map((id) =>
          time.map((editedAt) => ({
            id,
            language: 'es',
            text: `Fact ${id} at ${editedAt}`,
            messageId: 'turn 9.9/learner',
            quote: 'Hola',
            createdAt: 1,
            editedAt,
          })),
        ),
      ),
    ),
    glosses: fc.subarray(['vimos', 'ayer']),
  })
  .map(({ usage, facts, glosses }) => ({
    usage,
    facts,
    glosses: glosses.map((word) => ({
      language: 'es',
      learnerLanguage: 'en',
      word,
      lemma: word,
      grammar: '',
      translation: `${word}ish`,
    })),
  }));

/** A learner's store, without anything deleted. */
export const aStore: fc.Arbitrary<KeptRows> = fc
  .tuple(
    all(conversationIds.map((id) => sometimes(conversationPart(id)))),
    all(lemmas.map((lemma) => sometimes(wordPart(lemma)))),
    restPart,
  )
  .map(([conversations, words, rest]) => storeOf(...conversations, ...words, rest));

/** As `aStore`, with some of it deleted: a while ago, or just now. */
export const aStoreWithDeletions: fc.Arbitrary<KeptRows> = fc
  .tuple(
    aStore,
    fc.array(fc.record({ of: fc.nat(), at: time, gone: fc.boolean(), word: fc.boolean() }), { maxLength: 3 }),
  )
  .map(([store, deletions]) => deletions.reduce(withDeletion, store));

/** As `aStoreWithDeletions`, with some words made others by the learner. */
export const aStoreWithEdits: fc.Arbitrary<KeptRows> = fc
  .tuple(
    aStoreWithDeletions,
    fc.array(fc.record({ of: fc.nat(), as: fc.constantFrom(...lemmas, 'cine'), at: time }), { maxLength: 6 }),
  )
  .map(([store, edits]) => edits.reduce(withEdit, store));

function withEdit(store: KeptRows, { of, as, at }: { of: number; as: string; at: number }): KeptRows {
  const index = of % Math.max(1, store.words.length);
  const word = store.words[index];
  const edited = met(as);
  if (word === undefined || store.words.some(({ key }) => key === wordKey(edited))) return store;
  const changes = { key: wordKey(edited), tokens: searchTokens(edited), editedAt: at };
  return { ...store, words: store.words.with(index, { ...word, ...edited, ...changes }) };
}

function withDeletion(
  store: KeptRows,
  { of, at, gone, word }: { of: number; at: number; gone: boolean; word: boolean },
): KeptRows {
  const table = word ? ('words' as const) : ('conversations' as const);
  const rows: { id: string | number; deletedAt: number }[] = store[table];
  const row = rows[of % Math.max(1, rows.length)];
  if (row === undefined || row.deletedAt !== 0) return store;
  if (!gone) {
    return { ...store, [table]: rows.with(rows.indexOf(row), { ...row, deletedAt: at }) };
  }
  const isOther = (id: unknown): boolean => id !== row.id;
  return {
    ...store,
    conversations: store.conversations.filter(({ id }) => isOther(id)),
    messages: store.messages.filter(({ conversationId }) => isOther(conversationId)),
    drafts: store.drafts.filter(({ conversationId }) => isOther(conversationId)),
    slips: store.slips.filter(({ conversationId }) => isOther(conversationId)),
    summaries: store.summaries.filter(({ conversationId }) => isOther(conversationId)),
    words: store.words.filter(({ id }) => isOther(id)),
    schedules: store.schedules.filter(({ wordId }) => isOther(wordId)),
    reviews: store.reviews.filter(({ wordId }) => isOther(wordId)),
    deletions: [...store.deletions, { id: `${table}/${row.id}`, at }],
  };
}
