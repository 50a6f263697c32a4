import { describe, expect, test } from 'vitest';
import { splitGraphemes } from '#lib/corrections/plain-text.ts';
import { readCorrection } from '#lib/corrections/read-correction.ts';
import { correctionSchema } from '#lib/providers/correction.ts';

const note = {
  original: 'gusta',
  replacement: 'gustan',
  category: 'agreement',
  severity: 'wrong',
  explanation: 'The verb goes with what is liked.',
};

describe('what can be used of a correction', () => {
  test('all of a good one', () => {
    const correction = { corrected: 'Me gustan', notes: [{ ...note, hint: 'How many?' }], wellDone: 'Good "me".' };
    expect(readCorrection(correction)).toEqual(correction);
  });

  test.each([undefined, null, 'text', [], {}, { corrected: 3, notes: [], wellDone: null }, { notes: [note] }])(
    'nothing of %j',
    (raw) => {
      expect(readCorrection(raw)).toBeUndefined();
    },
  );

  test('its text alone', () => {
    expect(readCorrection({ corrected: 'Sí' })).toEqual({ corrected: 'Sí', notes: [], wellDone: null });
    expect(readCorrection({ corrected: 'Sí', notes: 'none', wellDone: 7 })?.notes).toEqual([]);
  });

  test('the notes that are whole', () => {
    const bad = [
      null,
      'note',
      [],
      {},
      { ...note, category: 'grammar' },
      { ...note, severity: 'bad' },
      { ...note, original: 1 },
      { ...note, explanation: undefined },
    ];
    expect(readCorrection({ corrected: 'a', notes: [...bad, note, ...bad], wellDone: null })?.notes).toEqual([note]);
  });

  test('a note whose parts that may be missing are null', () => {
    const raw = { ...note, hint: null, before: null };
    expect(readCorrection({ corrected: 'a', notes: [raw], wellDone: null })?.notes).toEqual([note]);
  });

  test('eight notes', () => {
    const notes = Array.from({ length: 20 }, (_, index) => ({ ...note, original: `word${index}` }));
    const read = readCorrection({ corrected: 'a', notes: [{}, ...notes], wellDone: null });
    expect(read?.notes.map(({ original }) => original)).toEqual(notes.slice(0, 8).map(({ original }) => original));
  });

  test.each([
    ['words', 'because '.repeat(60)],
    ['no spaces', '動詞は辞書形です'.repeat(60)],
    ['long graphemes', '👨‍👩‍👧‍👦'.repeat(200)],
    ['one word', 'x'.repeat(900)],
  ])('an explanation of at most 160 graphemes: %s', (_, explanation) => {
    const read = readCorrection({ corrected: 'a', notes: [{ ...note, explanation }], wellDone: null });
    const text = read?.notes[0]?.explanation ?? '';
    expect(splitGraphemes(text).length).toBeLessThanOrEqual(160);
    expect(text).toMatch(/[^\s]…$/);
    expect(explanation.startsWith(text.slice(0, -1))).toBe(true);
    expect(correctionSchema.safeParse(read).success).toBe(true);
  });

  test('an explanation is cut between words', () => {
    const read = readCorrection({
      corrected: 'a',
      notes: [{ ...note, explanation: 'because '.repeat(60) }],
      wellDone: null,
    });
    expect(read?.notes[0]?.explanation).toMatch(/^(because )*because…$/);
  });

  test('no marks that reorder or hide text', () => {
    const read = readCorrection({
      corrected: 'a',
      notes: [{ ...note, explanation: 'a\u202Eb\u0000c\u2066d\n\ne\u{E0041}' }],
      wellDone: '\u202Egood\u0007',
    });
    expect(read?.notes[0]?.explanation).toBe('abcd e');
    expect(read?.wellDone).toBe('good');
  });
});
