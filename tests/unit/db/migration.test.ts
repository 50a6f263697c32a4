import { Dexie } from 'dexie';
import { beforeEach, expect, it } from 'vitest';
import { database } from '#lib/db/database.ts';
import { latestConversations, readDraft } from '#lib/db/read/conversations.ts';
import { latestMessages } from '#lib/db/read/messages.ts';
import { countWords } from '#lib/db/read/words.ts';
import { conversationSchema, messageSchema, type Conversation, type Message } from '#lib/db/rows.ts';
import { wordSchema, type Word } from '#lib/db/word-rows.ts';
import { wordKey } from '#lib/words/identity.ts';
import { searchTokens } from '#lib/words/search-tokens.ts';

const lesson = { language: 'es', level: 'A1' } as const;
const common = { conversationId: 1, createdAt: 5 };
const tutor = { ...common, role: 'tutor' } as const;

/** What version 1 of the database holds after some use. */
const written = {
  conversations: [
    { id: 1, title: 'Hola', ...lesson, createdAt: 1, updatedAt: 9, deletedAt: 0 },
    { id: 2, title: 'En el café', ...lesson, scene: 'cafe', createdAt: 2, updatedAt: 8, deletedAt: 0 },
    { id: 3, title: 'Borrada', ...lesson, createdAt: 3, updatedAt: 3, deletedAt: 7 },
  ] satisfies Conversation[],
  messages: [
    {
      ...common,
      id: 'a/learner',
      turnId: 'a',
      role: 'learner',
      position: 1,
      text: 'Yo fue',
      state: 'done',
    },
    { ...tutor, id: 'a/tutor', turnId: 'a', position: 2, text: '¡Hola!', state: 'done' },
    { ...tutor, id: 'b/tutor', turnId: 'b', position: 4, text: 'Uno', state: 'done', cut: 'length' },
    { ...tutor, id: 'c/tutor', turnId: 'c', position: 6, text: 'Dos', state: 'stopped' },
    {
      ...tutor,
      id: 'd/tutor',
      turnId: 'd',
      position: 8,
      text: 'Tres',
      state: 'interrupted',
      error: { code: 'interrupted' },
    },
    {
      ...tutor,
      id: 'e/tutor',
      turnId: 'e',
      position: 10,
      text: '',
      state: 'failed',
      error: { code: 'rate-limited', status: 429, retryAfterMs: 1_000 },
    },
    { ...tutor, id: 'f/tutor', turnId: 'f', position: 12, text: 'Cua', state: 'arriving' },
  ] satisfies Message[],
  drafts: [{ conversationId: 1, text: 'Un borrador' }],
};

beforeEach(async () => {
  database.close({ disableAutoOpen: false });
  await Dexie.delete('patter');
});

it('makes cards of the corrections that version 2 kept, and loses none of the messages', async () => {
  const second = new Dexie('patter');
  second.version(2).stores({
    conversations: 'id, [deletedAt+updatedAt]',
    messages: 'id, [conversationId+position], state',
    drafts: 'conversationId',
    usage: '[day+tutor]',
    buckets: 'tutor',
  });
  const [asked] = written.messages;
  const note = {
    original: 'fue',
    replacement: 'fui',
    category: 'verb_form',
    severity: 'wrong',
    explanation: 'Yo: fui.',
  };
  await second.table('conversations').bulkAdd(written.conversations);
  await second.table('messages').bulkAdd([
    {
      ...asked,
      text: 'Yo fue ayer al cine',
      correction: { corrected: 'Yo fui ayer al cine', notes: [note], wellDone: null },
    },
    { ...asked, id: 'g/learner', turnId: 'g', position: 3, text: 'Bien', correction: 'not one at all' },
    {
      ...asked,
      id: 'h/learner',
      turnId: 'h',
      conversationId: 99,
      position: 5,
      text: 'Sin conversación',
      correction: {},
    },
  ]);
  second.close();

  const [first, damaged] = await latestMessages(1, 9);
  expect(first?.card).toMatchObject({
    kind: 'edits',
    corrected: 'Yo fui ayer al cine',
    edits: [{ start: 3, end: 6, replacement: 'fui', category: 'verb_form', shown: true }],
  });
  expect(first).not.toHaveProperty('correction');
  expect(damaged).toMatchObject({ text: 'Bien' });
  expect(damaged).not.toHaveProperty('card');
  expect(await database.messages.get('h/learner')).toMatchObject({ text: 'Sin conversación' });
});

it('makes words of what version 3 knew to be known, and lists every word that version 4 kept', async () => {
  const fourth = new Dexie('patter');
  fourth.version(4).stores({
    conversations: 'id, [deletedAt+updatedAt]',
    messages: 'id, [conversationId+position], state',
    drafts: 'conversationId',
    usage: '[day+tutor]',
    buckets: 'tutor',
    slips: 'id, turnId, conversationId, [language+at]',
    glosses: '[language+learnerLanguage+word]',
    knownWords: '[language+lemma]',
    words:
      'id, &key, [language+deletedAt+createdAt], [language+deletedAt+state+createdAt], [deletedAt+language], *tokens',
    schedules: 'id, [language+suspended+state+shownFrom]',
    reviews: 'id, wordId, at',
    jobs: 'key, notBefore, leasedUntil',
    summaries: 'conversationId',
    facts: 'id, messageId, [language+createdAt]',
  });
  const word = (lemma: string, state: Word['state'], deletedAt = 0): Word => {
    const one = {
      language: 'es',
      learnerLanguage: 'de',
      lemma,
      partOfSpeech: 'noun' as const,
      translation: `the ${lemma}`,
      surface: lemma,
      sentence: `Una ${lemma}.`,
    };
    return { ...one, id: lemma, key: wordKey(one), state, createdAt: 3, deletedAt, tokens: searchTokens(one) };
  };
  const words = [word('mesa', 'learning'), word('silla', 'known'), word('cama', 'suggested'), word('pera', 'known', 9)];
  const luna = wordKey({ language: 'es', lemma: 'luna', partOfSpeech: 'other', translation: '' });
  await fourth.table('words').bulkAdd([...words, { id: 'damaged', key: luna }]);
  await fourth.table('knownWords').bulkAdd([
    { language: 'es', lemma: 'mesa', at: 3 },
    { language: 'es', lemma: 'nube', at: 4 },
    { language: 'es', lemma: 'cama', at: 5 },
    { language: 'de', lemma: 'nube', at: 6 },
    { language: 'es', lemma: 'damaged' },
    // One key has one word, whichever way its letters are written and whether or not its row can be read.
    { language: 'es', lemma: 'caf\u00E9', at: 4.5 },
    { language: 'es', lemma: 'cafe\u0301', at: 4.5 },
    { language: 'es', lemma: 'luna', at: 5 },
  ]);
  const gloss = { learnerLanguage: 'de', word: 'nubes', lemma: 'nube', grammar: 'noun f', translation: 'Wolke' };
  await fourth.table('glosses').add({ ...gloss, language: 'es' });
  fourth.close();

  expect(await countWords('es')).toEqual({ learning: 1, known: 4, suggested: 1, suspended: 0 });
  expect(await countWords('de')).toEqual({ learning: 0, known: 1, suggested: 0, suspended: 0 });
  for (const before of words) expect(await database.words.get(before.id)).toEqual(before);
  const made = await database.words.filter(({ state, createdAt }) => state === 'known' && createdAt > 3).toArray();
  for (const row of made) expect(wordSchema.parse(row)).toEqual(row);
  expect(
    made
      .toSorted((a, b) => b.createdAt - a.createdAt)
      .map(({ language, lemma, translation }) => [language, lemma.normalize('NFC'), translation]),
  ).toEqual([
    ['de', 'nube', ''],
    ['es', 'cama', ''],
    ['es', 'caf\u00E9', ''],
    ['es', 'nube', 'Wolke'],
  ]);
  expect(await database.knownWords.get(['es', 'silla'])).toEqual({ language: 'es', lemma: 'silla', at: 3 });
  expect(await database.knownWords.get(['es', 'pera'])).toBeUndefined();
  expect(await database.knownWords.get(['es', 'damaged'])).toEqual({ language: 'es', lemma: 'damaged' });
  expect(await database.openers.count()).toBe(0);
});

it('opens what version 1 wrote with every row as it was', async () => {
  const first = new Dexie('patter');
  first.version(1).stores({
    conversations: 'id, [deletedAt+updatedAt]',
    messages: 'id, [conversationId+position], state',
    drafts: 'conversationId',
  });
  for (const [table, rows] of Object.entries(written)) await first.table(table).bulkAdd(rows);
  first.close();

  expect((await latestConversations(9)).conversations.map(({ id }) => id)).toEqual([1, 2]);
  expect(await latestMessages(1, 99)).toEqual(written.messages);
  expect(await readDraft(1)).toBe('Un borrador');
  expect(database.verno).toBe(5);
  for (const [table, rows] of Object.entries(written)) expect(await database.table(table).toArray()).toEqual(rows);
  expect(await database.messages.where({ state: 'arriving' }).count()).toBe(1);
  expect(await database.usage.count()).toBe(0);
  for (const row of written.conversations) expect(conversationSchema.parse(row)).toEqual(row);
  for (const row of written.messages) expect(messageSchema.parse(row)).toEqual(row);
});
