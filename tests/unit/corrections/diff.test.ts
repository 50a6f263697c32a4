import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { applyEdits, diffWords } from '#lib/corrections/diff.ts';

const seed = 20_261_124;

/** Each edit as `original→replacement`. */
const marks = (language: string, source: string, target: string) =>
  diffWords(source, target, language).map(({ original, replacement }) => `${original}→${replacement}`);

describe('words', () => {
  test.each([
    ['es', 'Yo gusta pizza', 'Me gusta la pizza', ['Yo→Me', '→la ']],
    ['es', 'tengo un perro muy grande', 'tengo un perro grande', ['muy →']],
    ['es', 'vivo en Lima con', 'vivo en Lima', [' con→']],
    ['es', 'mi pelicula favorito', 'mis película favorita', ['mi→mis', 'pelicula→película', 'favorito→favorita']],
    ['fr', 'je suis dans la maison de ma mère', 'je suis chez ma mère', ['dans la maison de→chez']],
    ['de', 'ich habe gegangen', 'ich bin gegangen', ['habe→bin']],
    ['uk', 'я люблю мій мама', 'я люблю мою маму', ['мій→мою', 'мама→маму']],
    ['he', 'אני הולך לבית הספר', 'אני הולכת לבית הספר', ['הולך→הולכת']],
    ['ar', 'أنا أحب القهوه', 'أنا أحب القهوة', ['القهوه→القهوة']],
  ])('%s: %s', (language, source, target, expected) => {
    expect(marks(language, source, target)).toEqual(expected);
  });

  test('a word that moved is one change', () => {
    expect(marks('es', 'mi madre llama me cada noche', 'mi madre me llama cada noche')).toEqual(['llama me→me llama']);
    expect(marks('es', 'un rojo coche', 'un coche rojo')).toEqual(['rojo coche→coche rojo']);
  });

  test('a word that is written apart or together, elided or with a hyphen, is one change', () => {
    expect(marks('es', 'yo tan bien voy', 'yo también voy')).toEqual(['tan bien→también']);
    expect(marks('es', 'porque vienes', 'por qué vienes')).toEqual(['porque→por qué']);
    expect(marks('fr', 'à le école', 'à l’école')).toEqual(['le école→l’école']);
    expect(marks('uk', 'їду в Івано Франківськ', 'їду в Івано-Франківськ')).toEqual([
      'Івано Франківськ→Івано-Франківськ',
    ]);
  });

  test('a word that is added stands before the word that follows', () => {
    const [edit] = diffWords('voy a escuela', 'voy a la escuela', 'es');
    expect(edit).toEqual({ start: 6, end: 6, original: '', replacement: 'la ', op: 'missing' });
  });
});

describe('punctuation', () => {
  test('is a change of its own', () => {
    expect(marks('es', 'hola amigo como estas', 'Hola, amigo, ¿cómo estás?')).toEqual([
      'hola→Hola',
      '→,',
      '→,',
      '→¿',
      'como→cómo',
      'estas→estás',
      '→?',
    ]);
  });

  test('stands with the word before it, and an opening mark with the word after it', () => {
    const [comma, opening] = diffWords('hola amigo ven', 'hola, amigo ¡ven', 'es');
    expect(comma).toMatchObject({ start: 4, replacement: ',' });
    expect(opening).toMatchObject({ start: 11, replacement: '¡' });
  });

  test('that comes where a word goes is not its replacement', () => {
    expect(marks('es', 'por la tarde nosotros vamos al mar', 'por la tarde, vamos al mar')).toEqual([
      '→,',
      'nosotros →',
    ]);
  });

  test('a sentence that begins without a space is not one word with the last', () => {
    expect(marks('es', 'Tengo dos años.Soy alto', 'Tengo dos años. Soy alta')).toEqual(['→ ', 'alto→alta']);
  });
});

describe('scripts without spaces', () => {
  test.each([
    ['ja', '私は学校に行くました', '私は学校に行きました', ['く→き']],
    ['ja', '昨日映画を見ます', '昨日映画を見ました', ['す→した']],
    ['zh', '她吃了饭', '她吃饭了', ['了饭→饭了']],
    ['zh', '昨天晚上他做足球很久', '昨天晚上他踢足球很久', ['做→踢']],
    ['th', 'ฉันไปโรงเรียนเมื่อวานนี', 'ฉันไปโรงเรียนเมื่อวานนี้', ['นี→นี้']],
  ])('%s: %s', (language, source, target, expected) => {
    expect(marks(language, source, target)).toEqual(expected);
  });

  test('a word of another script stays whole', () => {
    expect(marks('zh', '我有iPone手机', '我有iPhone手机')).toEqual(['iPone→iPhone']);
  });
});

describe('edits', () => {
  const languages = ['es', 'de', 'ja', 'zh', 'th', 'ar', 'no such language'];
  const odd = fc.constantFrom(
    '\uD83D',
    '\uDF45',
    'e\u0301',
    '\u0301',
    '👨‍👩‍👧',
    '\r\n',
    '\u00A0',
    '\t',
    '\u200F',
    'שלום',
    '行く',
    'ました',
    ' ',
    '  ',
    '-',
    '.',
    ',',
    '¿',
    'casa',
    'casas',
    'la',
    'l’',
  );
  const pieces = fc.oneof(
    fc.array(odd, { maxLength: 30 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  );

  test.each(languages)('%s: applied to the source they give the target, in order and apart', (language) => {
    fc.assert(
      fc.property(pieces, pieces, (source, target) => {
        const edits = diffWords(source, target, language);
        expect(applyEdits(source, edits)).toBe(target);
        let last = 0;
        for (const { start, end, original, replacement, op } of edits) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(source.slice(start, end)).toBe(original);
          expect(replacement).not.toBe(original);
          expect(op).toBe(original === '' ? 'missing' : replacement === '' ? 'unneeded' : 'replace');
          last = end;
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test.each(languages)('%s: there are none where nothing changed', (language) => {
    fc.assert(
      fc.property(pieces, (text) => {
        expect(diffWords(text, text, language)).toEqual([]);
      }),
      { seed },
    );
  });

  it('are one whole change where long texts have nothing in common', () => {
    const source = Array.from({ length: 4_000 }, (_, index) => `a${index}`).join(' ');
    const target = Array.from({ length: 4_000 }, (_, index) => `b${index}`).join(' ');
    expect(diffWords(source, target, 'es')).toHaveLength(1);
  });
});
