import { describe, expect, test } from 'vitest';
import { ankiText } from '#lib/anki/text-file.ts';
import type { Review } from '#lib/db/word-rows.ts';
import { newSchedule, remember } from '#lib/words/scheduling.ts';
import { findAnki } from '#scripts/anki.ts';
import { importInAnki, packageOf, withNote, withNotes } from '#tests/helpers/anki.ts';
import { film, learntWord, relax } from '#tests/helpers/learnt-words.ts';

const python = findAnki() ?? '';
const day = 24 * 60 * 60 * 1000;
// Anki counts days from today, so that the cards have to as well.
const now = Date.now();
const began = now - 30 * day;

const learnt = learntWord(relax, {
  id: 'relax',
  createdAt: began,
  answers: [
    [began + 1000, 3],
    [began + 700_000, 3],
    [began + 5 * day, 3],
    [now - 6 * day, 4],
  ],
});
const forgotten = learntWord(
  { ...film, translation: '<film> & {{movie}}\n"flick"' },
  {
    id: 'film',
    createdAt: began,
    answers: [
      [began + 1000, 4],
      [now - 60_000, 1],
    ],
  },
);
const aside = learntWord(
  { ...film, language: 'ja', lemma: '映画', surface: '映画', sentence: '' },
  { id: 'aside', createdAt: began, state: 'suspended' },
);
const items = [withNote(learnt, 'El fin de semana'), withNote(forgotten), withNote(aside)];

// Without Anki's library there is nothing here to try; `npm test` says so.
describe.runIf(python !== '')('what the real Anki makes of', { timeout: 60_000 }, () => {
  test('a package: fields, tags, decks, due dates and reviews, and nothing twice', async () => {
    const first = await packageOf(items, now);
    const edited = { ...learnt, word: { ...learnt.word, translation: 'to chill', editedAt: now } };
    const second = await packageOf([withNote(edited), ...items.slice(1)], now);
    const { imports, sound, problems, notes, reviews } = importInAnki(python, [
      { name: 'words.apkg', content: first },
      { name: 'words.apkg', content: first },
      { name: 'edited.apkg', content: second },
      { name: 'edited.apkg', content: second },
    ]);
    expect(imports).toEqual(
      [
        { new: 3, updated: 0, duplicate: 0 },
        { new: 0, updated: 0, duplicate: 3 },
        { new: 0, updated: 1, duplicate: 2 },
        { new: 0, updated: 0, duplicate: 3 },
      ].map((counts) => expect.objectContaining({ ...counts, conflicting: 0, missing_notetype: 0, missing_deck: 0 })),
    );
    expect({ sound, problems }).toEqual({ sound: true, problems: expect.stringContaining('optimized') });
    const [relaxed, filmed, put] = ['relax', 'film', 'aside'].map((guid) => notes.find((note) => note.guid === guid));
    expect(relaxed).toMatchObject({
      type: 'Patter',
      tags: ['patter', 'patter::verb'],
      fields: { Key: 'relax', Word: 'relajarse', Meaning: 'to chill', Grammar: 'verb' },
    });
    const due = Math.round(((learnt.cards[0]?.due ?? 0) - now) / day);
    const days = learnt.cards[0]?.scheduledDays ?? 0;
    expect(relaxed?.cards.map(({ template }) => template)).toEqual(['Recognise', 'Produce', 'Fill the gap']);
    expect(relaxed?.cards[0]).toMatchObject({
      deck: 'Patter::Spanish',
      type: 2,
      queue: 2,
      interval: days,
      reps: 4,
      lapses: 0,
      stability: expect.closeTo(learnt.cards[0]?.stability ?? 0, 3) as number,
    });
    expect(Math.abs((relaxed?.cards[0]?.due ?? 0) - due)).toBeLessThanOrEqual(1);
    expect(relaxed?.cards[0]?.question).toContain('Las comedias ayudan a <b>relajarse</b>.');
    expect(relaxed?.cards[0]?.question).not.toContain('chill');
    expect(relaxed?.cards[1]?.question).toContain('to chill');
    expect(relaxed?.cards[2]?.question).toContain('Las comedias ayudan a <b>[…]</b>.');
    expect(relaxed?.cards[2]?.answer).toContain('Las comedias ayudan a <b>relajarse</b>.');
    expect(filmed?.tags).toEqual(['patter', 'patter::A2', 'patter::noun']);
    expect(filmed?.cards[0]).toMatchObject({ type: 3, queue: 1, reps: 2, lapses: 1 });
    expect(filmed?.cards[1]?.question).toContain('&lt;film&gt; &amp; {&#123;movie}}<br>&quot;flick&quot;');
    expect(put?.cards.map(({ queue, deck }) => [queue, deck])).toEqual([
      [-1, 'Patter::Japanese'],
      [-1, 'Patter::Japanese'],
    ]);
    expect(reviews).toHaveLength(6);
    expect(reviews.map(([, ease]) => ease)).toEqual([3, 4, 3, 3, 4, 1]);
  });

  test('a card that is heard: with its schedule and voice, also where the word was there before it had one', async () => {
    const listen = newSchedule('relax', 'listen', 'es', began);
    const after = remember(listen, 4, now - 3 * day, 90);
    const answer: Review = {
      id: 'heard',
      scheduleId: listen.id,
      wordId: 'relax',
      language: 'es',
      at: now - 3 * day,
      rating: 4,
      source: 'card',
      before: listen,
      buried: [],
      leech: false,
    };
    const heard = {
      word: { ...learnt.word, translation: 'to chill', editedAt: now },
      cards: [...learnt.cards, { ...listen, ...after }],
      reviews: [...learnt.reviews, answer],
    };
    const unheard = learntWord({ ...film, sentence: '' }, { id: 'film', createdAt: began, heard: true });
    const before = { name: 'before.apkg', content: await packageOf(items, now) };
    const since = {
      name: 'since.apkg',
      content: await packageOf([...withNotes(heard), ...withNotes(unheard), ...items.slice(2)], now),
    };
    const { imports, sound, problems, notes, types } = importInAnki(python, [before, since, since, before]);
    expect(imports).toEqual(
      [
        { new: 3, updated: 0, duplicate: 0 },
        { new: 2, updated: 1, duplicate: 2 },
        { new: 0, updated: 0, duplicate: 5 },
        { new: 0, updated: 0, duplicate: 3 },
      ].map((counts) => expect.objectContaining({ ...counts, conflicting: 0, missing_notetype: 0, missing_deck: 0 })),
    );
    expect({ sound, problems }).toEqual({ sound: true, problems: expect.stringContaining('optimized') });
    expect(types.filter((name) => name.startsWith('Patter'))).toEqual(['Patter', 'Patter Listen es_ES']);
    expect(notes.find(({ guid }) => guid === 'relax')).toMatchObject({
      type: 'Patter',
      fields: { Meaning: 'to chill' },
      cards: [{ template: 'Recognise' }, { template: 'Produce' }, { template: 'Fill the gap' }],
    });
    const note = notes.find(({ guid }) => guid === 'relax/listen');
    expect(note).toMatchObject({ type: 'Patter Listen es_ES', fields: { Word: 'relajarse', Meaning: 'to chill' } });
    expect(note?.cards).toHaveLength(1);
    expect(note?.cards[0]).toMatchObject({
      template: 'Listen',
      deck: 'Patter::Spanish',
      type: 2,
      queue: 2,
      interval: after.scheduledDays,
      reps: 1,
      stability: expect.closeTo(after.stability, 3) as number,
      spoken: [{ language: 'es_ES', text: 'Las comedias ayudan a relajarse.' }],
    });
    expect(Math.abs((note?.cards[0]?.due ?? 0) - Math.round((after.due - now) / day))).toBeLessThanOrEqual(1);
    expect(note?.cards[0]?.question).not.toContain('comedias');
    expect(note?.cards[0]?.answer).toContain('to chill');
    expect(notes.find(({ guid }) => guid === 'film/listen')?.cards[0]).toMatchObject({
      type: 0,
      spoken: [{ language: 'es_ES', text: 'la película' }],
    });
  });

  test('a text file: as the package where its note type is there', async () => {
    const text = ankiText(items.map(({ note }) => note));
    const { imports, sound, notes } = importInAnki(python, [
      { name: 'words.apkg', content: await packageOf(items.slice(0, 2), now) },
      { name: 'words.txt', content: text },
      { name: 'words.txt', content: text },
    ]);
    expect(imports).toMatchObject([
      { new: 2 },
      { new: 1, updated: 0, duplicate: 2 },
      { new: 0, updated: 0, duplicate: 3 },
    ]);
    expect(sound).toBe(true);
    const added = notes.find(({ guid }) => guid === 'aside');
    expect(added).toMatchObject({ type: 'Patter', fields: items[2]?.note.fields, tags: items[2]?.note.tags });
    expect(added?.cards.map(({ deck }) => deck)).toEqual(['Patter::Japanese', 'Patter::Japanese']);
  });

  test('a text file alone: two sides, with tags and deck', () => {
    const text = ankiText(items.map(({ note }) => note));
    const { imports, notes } = importInAnki(python, [
      { name: 'words.txt', content: text },
      { name: 'words.txt', content: text },
    ]);
    expect(imports).toMatchObject([{ new: 3 }, { new: 0, updated: 0, duplicate: 3 }]);
    expect(notes.find(({ guid }) => guid === 'film')).toMatchObject({
      type: 'Basic',
      tags: ['patter', 'patter::A2', 'patter::noun'],
      fields: {
        Front: 'la película',
        Back: '&lt;film&gt; &amp; {&#123;movie}}<br>&quot;flick&quot;<br>Vimos una <b>película</b> muy divertida.',
      },
      cards: [{ deck: 'Patter::Spanish' }],
    });
  });
});
