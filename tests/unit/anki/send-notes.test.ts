import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AnkiConnect } from '#lib/anki/connect.ts';
import { fieldNames } from '#lib/anki/note-type.ts';
import { openAnki } from '#lib/anki/open-anki.ts';
import { sendNotes } from '#lib/anki/send-notes.ts';
import { AnkiConnectServer } from '#tests/helpers/anki-connect.ts';
import { withNote, withNotes } from '#tests/helpers/anki.ts';
import { newSchedule, remember } from '#lib/words/scheduling.ts';
import { film, learntWord, relax } from '#tests/helpers/learnt-words.ts';

const day = 24 * 60 * 60 * 1000;
const now = Date.now();
const deck = 'Patter::Spanish';

let server: AnkiConnectServer;
let allowed = true;
let key: string | undefined;
const anki = () =>
  new AnkiConnect({ address: server.url, key, fetch: (...request) => fetch(...request), allowed: async () => allowed });

beforeEach(async () => {
  allowed = true;
  key = undefined;
  server = await AnkiConnectServer.start();
});
afterEach(() => server.close());

const relaxed = withNote(learntWord(relax, { id: 'a', createdAt: now - day, answers: [[now - day, 4]] }));
const seen = withNote(learntWord(film, { id: 'b', createdAt: now - day }));
const aside = withNote(
  learntWord({ ...film, lemma: 'ocio', sentence: '' }, { id: 'c', createdAt: now, state: 'suspended' }),
);

describe('Anki is made ready', () => {
  test('once it has let Patter in: with the note type and the decks', async () => {
    await openAnki(anki(), [deck, 'Patter::French']);
    expect(server.asked[0]).toBe('requestPermission');
    expect(server.models.get('Patter')).toEqual([...fieldNames]);
    expect([...server.decks]).toEqual(['Default', deck, 'Patter::French']);
    await openAnki(anki(), [deck]);
    expect(server.asked.filter((action) => action === 'createModel')).toHaveLength(1);
  });

  test('after its user was asked', async () => {
    server.known = false;
    await openAnki(anki(), [deck]);
    expect(server.decks.has(deck)).toBe(true);
  });

  test.each([
    ['its user says no', () => Object.assign(server, { known: false, permission: 'denied' }), 'anki-denied'],
    ['it wants a key', () => Object.assign(server, { apiKey: 'secret' }), 'anki-key'],
    ['it is from before permissions', () => server.unknown.push('requestPermission'), 'anki-outdated'],
    ['no profile is open', () => server.failing.set('modelNames', 'collection is not available'), 'anki-failed'],
    ['another note type has the name', () => server.models.set('Patter', ['Front', 'Back']), 'anki-note-type'],
  ])('not where %s', async (_, prepare, code) => {
    prepare();
    await expect(openAnki(anki(), [deck])).rejects.toMatchObject({ code });
    expect(server.decks.size).toBe(1);
  });

  test('with the key that it wants, and with no other', async () => {
    server.apiKey = 'secret';
    key = 'wrong';
    await expect(openAnki(anki(), [deck])).rejects.toMatchObject({ code: 'anki-key' });
    expect(server.decks.has(deck)).toBe(false);
    key = 'secret';
    await openAnki(anki(), [deck]);
    expect(server.decks.has(deck)).toBe(true);
    expect((await sendNotes(anki(), [relaxed], now)).added).toBe(1);
    server.apiKey = '';
    expect((await sendNotes(anki(), [seen], now)).added).toBe(1);
  });

  test('not where nothing answers', async () => {
    const unreachable = anki();
    await server.close();
    await expect(openAnki(unreachable, [deck])).rejects.toMatchObject({ code: 'anki-unreachable' });
    allowed = false;
    await expect(openAnki(unreachable, [deck])).rejects.toMatchObject({ code: 'anki-permission' });
  });

  test('not where something else answers', async () => {
    const page = async (): Promise<Response> => new Response('<html>', { status: 200 });
    const other = new AnkiConnect({ address: server.url, fetch: page, allowed: async () => true });
    await expect(openAnki(other, [deck])).rejects.toMatchObject({ code: 'anki-unreachable' });
  });
});

describe('notes', () => {
  beforeEach(() => openAnki(anki(), [deck]));

  test('are added with their fields and tags, put aside or due where they are so in Patter', async () => {
    const outcome = { added: 3, there: 0, updated: 0, refused: 0, dated: true };
    expect(await sendNotes(anki(), [relaxed, seen, aside], now)).toEqual(outcome);
    const [first, second, third] = server.notes;
    expect(first).toMatchObject({ deckName: deck, modelName: 'Patter', tags: relaxed.note.tags });
    expect(first?.fields).toEqual(relaxed.note.fields);
    const days = Math.round(((relaxed.cards[0]?.due ?? 0) - now) / day);
    expect([...server.due.keys()]).toEqual([first?.cards[0]]);
    expect(Math.abs(Number(server.due.get(first?.cards[0] ?? 0)) - days)).toBeLessThanOrEqual(1);
    expect(second?.cards).toHaveLength(3);
    expect([...server.suspended]).toEqual(third?.cards);
  });

  test('come into their deck, also by an add-on that is older than Anki', async () => {
    server.losesDecks = true;
    await sendNotes(anki(), [relaxed, seen], now);
    expect(server.notes.map(({ deckName }) => deckName)).toEqual([deck, deck]);
  });

  test('are not added twice', async () => {
    await sendNotes(anki(), [relaxed], now);
    expect(await sendNotes(anki(), [relaxed, seen], now)).toMatchObject({ added: 1, there: 1, updated: 0 });
    expect(await sendNotes(anki(), [relaxed, seen], now)).toMatchObject({ added: 0, there: 2, updated: 0 });
    expect(server.notes).toHaveLength(2);
  });

  test('are changed where the word was changed after them, and only then', async () => {
    await sendNotes(anki(), [relaxed, seen], now);
    const [first, second] = server.notes;
    if (first === undefined || second === undefined) throw new Error('no notes');
    second.fields.Meaning = 'my own words';
    const changed = withNote({ ...relaxed, word: { ...relaxed.word, translation: 'to chill', editedAt: now + 5000 } });
    expect(await sendNotes(anki(), [changed, seen], now)).toMatchObject({ added: 0, there: 1, updated: 1 });
    expect(first.fields.Meaning).toBe('to chill');
    expect(second.fields.Meaning).toBe('my own words');
  });

  test('are added by an older add-on too, which can not say why, nor set due dates', async () => {
    server.unknown.push('canAddNotesWithErrorDetail', 'setDueDate');
    await sendNotes(anki(), [seen], now);
    expect(await sendNotes(anki(), [relaxed, seen], now)).toEqual({
      added: 1,
      there: 1,
      updated: 0,
      refused: 0,
      dated: false,
    });
  });

  test('that Anki does not take are counted', async () => {
    server.decks.delete(deck);
    expect(await sendNotes(anki(), [relaxed], now)).toMatchObject({ added: 0, there: 0, refused: 1 });
  });

  test('of a card that is heard come beside their word, also to one that is there, and count as part of it', async () => {
    await sendNotes(anki(), [relaxed], now);
    const { word, cards, reviews } = relaxed;
    const listen = remember(newSchedule('a', 'listen', 'es', now - day), 4, now - day, 90);
    const heard = withNotes({
      word,
      cards: [...cards, { ...newSchedule('a', 'listen', 'es', now - day), ...listen }],
      reviews,
    });
    expect(await sendNotes(anki(), [...heard, seen], now)).toMatchObject({
      added: 1,
      updated: 1,
      there: 0,
      refused: 0,
    });
    expect(await sendNotes(anki(), [...heard, seen], now)).toMatchObject({
      added: 0,
      updated: 0,
      there: 2,
      refused: 0,
    });
    expect([...server.models.keys()]).toEqual(['Patter', 'Patter Listen es_ES']);
    const ofWord = server.notes.filter(({ fields }) => fields.Word === 'relajarse');
    expect(ofWord.map(({ modelName, fields }) => [modelName, fields.Key])).toEqual([
      ['Patter', 'a'],
      ['Patter Listen es_ES', 'a/listen'],
    ]);
    const days = Math.round((listen.due - now) / day);
    expect(Math.abs(Number(server.due.get(ofWord[1]?.cards[0] ?? 0)) - days)).toBeLessThanOrEqual(1);
  });

  test('that fail on the way are not half there', async () => {
    server.failing.set('addNotes', 'database is locked');
    await expect(sendNotes(anki(), [relaxed, seen], now)).rejects.toMatchObject({ code: 'anki-failed' });
    expect(server.notes).toEqual([]);
    server.failing.set('addNotes', 'valid api key must be provided');
    await expect(sendNotes(anki(), [relaxed, seen], now)).rejects.toMatchObject({ code: 'anki-key' });
  });

  test('that are none ask for nothing', async () => {
    const before = server.asked.length;
    expect(await sendNotes(anki(), [], now)).toEqual({ added: 0, there: 0, updated: 0, refused: 0, dated: true });
    expect(server.asked.slice(before).filter((action) => !action.startsWith('canAdd'))).toEqual([]);
  });
});
