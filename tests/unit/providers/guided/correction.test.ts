import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, mergeEdits, toCorrection, type Edit } from '#lib/providers/guided/correction.ts';

function edit(start: number, end: number, replacement: string): Edit {
  return { start, end, replacement, category: 'spelling', severity: 'wrong', explanation: '', recast: null };
}

/** As a reader of the contract does it: every quote is looked for where the note before it ended. */
function reapply(text: string, notes: readonly { original: string; replacement: string }[]): string {
  let result = '';
  let at = 0;
  for (const { original, replacement } of notes) {
    const start = text.indexOf(original, at);
    result += text.slice(at, start) + replacement;
    at = start + original.length;
  }
  return result + text.slice(at);
}

describe('toCorrection', () => {
  test('is nothing without edits', () => {
    expect(toCorrection('Hola', [], 'Good.')).toBeNull();
  });

  test('widens a quote that stands elsewhere before', () => {
    const correction = toCorrection('siempre digo si', [edit(13, 15, 'sí')], 'Good.');
    expect(correction?.corrected).toBe('siempre digo sí');
    expect(correction?.notes).toMatchObject([{ original: 'digo si', replacement: 'digo sí' }]);
  });

  test('quotes only the words that change', () => {
    const corrected = toCorrection('Yo es de Lisboa', [edit(0, 15, 'Soy de Lisboa')], 'Good.');
    expect(corrected?.notes).toMatchObject([{ original: 'Yo es', replacement: 'Soy' }]);
    const preposition = toCorrection('Ahora vivo a Madrid', [edit(6, 19, 'vivo en Madrid')], 'Good.');
    expect(preposition?.notes).toMatchObject([{ original: 'vivo a', replacement: 'vivo en' }]);
    const missing = toCorrection('vivo Madrid', [edit(0, 11, 'vivo en Madrid')], 'Good.');
    expect(missing?.corrected).toBe('vivo en Madrid');
  });

  test('reapplying the notes gives the corrected text', () => {
    const word = fc.stringMatching(/^[abc]{1,3}$/);
    const words = fc.array(fc.record({ word, replacement: fc.option(word) }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.map((part) => part.word).join(' ');
        let at = 0;
        const edits = parts.flatMap((part) => {
          const start = at;
          at += part.word.length + 1;
          return part.replacement === null ? [] : [edit(start, start + part.word.length, part.replacement)];
        });
        const correction = toCorrection(text, edits, '');
        expect(reapply(text, correction?.notes ?? [])).toBe(applyEdits(text, edits));
        for (const note of correction?.notes ?? []) expect(note.original).not.toBe('');
      }),
    );
  });
});

describe('mergeEdits', () => {
  test('brings later edits back to where they stand in the first text', () => {
    const text = "J'ai alle au cinema hier";
    const first = [edit(0, 9, 'Je suis allé')];
    const second = [edit(16, 22, 'cinéma')];
    expect(applyEdits(text, first).slice(16, 22)).toBe('cinema');
    const merged = mergeEdits(first, second);
    expect(applyEdits(text, merged)).toBe('Je suis allé au cinéma hier');
  });

  test('leaves out later edits of what was just written', () => {
    expect(mergeEdits([edit(0, 3, 'xyz')], [edit(1, 2, '!')])).toEqual([edit(0, 3, 'xyz')]);
  });
});
