import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goOn, lastWords } from '#lib/tutor/continuation.ts';
import type { TurnPart } from '#lib/tutor/run-turn.ts';

async function* said(...parts: (string | TurnPart)[]): AsyncGenerator<TurnPart> {
  for (const part of parts) yield typeof part === 'string' ? { type: 'text', text: part } : part;
  yield { type: 'finish' };
}

/** What the reader sees in the end. */
async function shown(old: string, startsOver: boolean, ...parts: (string | TurnPart)[]): Promise<string> {
  let text = old;
  for await (const part of goOn(said(...parts), old, startsOver)) {
    if (part.type === 'text') text += part.text;
    if (part.type === 'retract') text = '';
  }
  return text;
}

const retract: TurnPart = { type: 'retract' };

describe('the rest of a reply that broke off', () => {
  it.each([
    {
      name: 'repeats the last words, as it is asked to',
      old: 'Me gusta el cine. ¿De qué trata la',
      next: 'De qué trata la película?',
      whole: 'Me gusta el cine. ¿De qué trata la película?',
    },
    {
      name: 'finishes a word that was cut in two',
      old: '¿De qué trata la pelíc',
      next: 'trata la película?',
      whole: '¿De qué trata la película?',
    },
    { name: 'says the whole reply once more', old: 'Ich mag', next: 'Ich mag Suppe.', whole: 'Ich mag Suppe.' },
    {
      name: 'repeats nothing, and leaves out the space',
      old: 'Me gusta el',
      next: 'café.',
      whole: 'Me gusta el café.',
    },
    { name: 'repeats nothing, and has the space', old: 'Me gusta el', next: ' café.', whole: 'Me gusta el café.' },
    { name: 'begins with dots', old: 'Me gusta el', next: '… el café.', whole: 'Me gusta el café.' },
    { name: 'follows a space that is there', old: 'Me gusta el ', next: 'el café.', whole: 'Me gusta el café.' },
    {
      name: 'begins a new paragraph',
      old: 'Me gusta.\n\n',
      next: 'Me gusta. ¿Y a ti?',
      whole: 'Me gusta.\n\n¿Y a ti?',
    },
    { name: 'begins with a mark', old: 'Me gusta el café', next: ', y a ti?', whole: 'Me gusta el café, y a ti?' },
    {
      name: 'begins with an opening mark',
      old: 'Me gusta el café.',
      next: '¿Y a ti?',
      whole: 'Me gusta el café. ¿Y a ti?',
    },
    { name: 'only looks like the last letter', old: 'Voy a la', next: 'a veces', whole: 'Voy a la a veces' },
    { name: 'is in Japanese', old: '昨日、映画を見', next: '映画を見ました。', whole: '昨日、映画を見ました。' },
    {
      name: 'is in Japanese and repeats nothing',
      old: '昨日、映画を',
      next: '見ました。',
      whole: '昨日、映画を見ました。',
    },
    { name: 'is in Thai', old: 'เมื่อวานฉันไป', next: 'ตลาด', whole: 'เมื่อวานฉันไปตลาด' },
    { name: 'is in Arabic', old: 'ذهبت إلى', next: 'ذهبت إلى السوق', whole: 'ذهبت إلى السوق' },
    { name: 'repeats and then says nothing', old: 'Me gusta el café.', next: 'el café.', whole: 'Me gusta el café.' },
    {
      name: 'is one word that was said before',
      old: '¿Té o café? Me gusta el',
      next: 'café',
      whole: '¿Té o café? Me gusta el café',
    },
  ])('$name', async ({ old, next, whole }) => {
    expect(await shown(old, false, next)).toBe(whole);
    expect(await shown(old, false, ...next)).toBe(whole);
  });

  it('is joined to the old text again when what came of it is taken back', async () => {
    expect(await shown('Me gusta', false, 'Okay, I will', retract, 'gusta el café')).toBe('Me gusta el café');
  });

  it('is never more than what is said, nor less than what is new', async () => {
    const words = fc.array(fc.constantFrom('a', 'la', 'casa', 'es', 'grande', 'y', '¿qué?', '日', '本'), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(words, words, fc.nat(), async (first, second, cut) => {
        const whole = [...first, ...second].join(' ');
        const old = whole.slice(0, 1 + (cut % (whole.length - 1 || 1)));
        // A tutor that does as it is asked.
        const again = lastWords(old) + whole.slice(old.trimEnd().length);
        expect(await shown(old, false, ...again)).toBe(whole);
      }),
    );
  });
});

describe('a tutor that starts over', () => {
  it.each([
    { name: 'says the same and more', old: 'Uno, ', next: 'Uno, dos.', whole: 'Uno, dos.' },
    { name: 'says the same', old: 'Uno.', next: 'Uno.', whole: 'Uno.' },
    { name: 'says less of the same', old: 'Uno, dos', next: 'Uno', whole: 'Uno, dos' },
    { name: 'says something else', old: 'Uno, ', next: 'Una vez', whole: 'Una vez' },
  ])('$name', async ({ old, next, whole }) => {
    expect(await shown(old, true, next)).toBe(whole);
    expect(await shown(old, true, ...next)).toBe(whole);
  });

  it('takes back what it said, and says what it meant', async () => {
    expect(await shown('Uno, ', true, 'Uno, dps', retract, 'Uno, dos.')).toBe('Uno, dos.');
    expect(await shown('Uno, ', true, 'Uno, dps', retract, 'Otra cosa.')).toBe('Otra cosa.');
  });
});

describe('the last words', () => {
  it.each([
    ['Hola', 'Hola'],
    ['Me gusta mucho el cine. ¿De qué trata la pelíc', 'cine. ¿De qué trata la pelíc'],
    ['una palabra muyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyylarga', 'muyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyylarga'],
  ])('of “%s”', (text, last) => {
    expect(text.endsWith(last)).toBe(true);
    expect(lastWords(text)).toBe(last);
  });
});
