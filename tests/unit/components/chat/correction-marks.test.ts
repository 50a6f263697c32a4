import { describe, expect, it } from 'vitest';
import { markCorrection } from '#components/chat/correction-marks.ts';
import type { Correction } from '#lib/providers/correction.ts';

type Note = Pick<Correction['notes'][number], 'original' | 'replacement' | 'before'>;

function correction(corrected: string, notes: Note[]): Correction {
  return {
    corrected,
    wellDone: null,
    notes: notes.map((note) => ({ category: 'spelling', severity: 'wrong', explanation: '', ...note })),
  };
}

describe('marks in a message', () => {
  it('stand where the notes quote it', () => {
    const marks = markCorrection(
      'Yo fue al cine con mi amigos',
      correction('Yo fui al cine con mis amigos', [
        { original: 'fue', replacement: 'fui' },
        { original: 'mi', replacement: 'mis' },
      ]),
    );
    expect(marks).toEqual([
      { text: 'Yo ' },
      { original: 'fue', replacement: 'fui' },
      { text: ' al cine con ' },
      { original: 'mi', replacement: 'mis' },
      { text: ' amigos' },
    ]);
  });

  it('find the right one of several by what stands before it', () => {
    const marks = markCorrection(
      'la casa y la problema',
      correction('la casa y el problema', [{ original: 'la', replacement: 'el', before: 'y ' }]),
    );
    expect(marks?.at(1)).toEqual({ original: 'la', replacement: 'el' });
  });

  it.each([
    ['a quote is not in the message', [{ original: 'fuimos', replacement: 'fui' }]],
    ['a note quotes nothing', [{ original: '', replacement: 'fui' }]],
    ['the notes leave a change out', []],
  ])('are not made up where %s', (_, notes) => {
    expect(markCorrection('Yo fue al cine', correction('Yo fui al cine', notes))).toBeNull();
  });
});
