import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareWords, nearestReading, type Comparison } from '#lib/recognition/compare.ts';
import { noSpellings, spellingsOf } from '#lib/recognition/spellings.ts';
import { readOwnFile } from '#tests/helpers/own-files.ts';

type How = 'speech' | 'writing';

function verdicts({ parts }: Comparison): string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'between') return [];
    if (part.kind === 'extra') return [`+${part.text}`];
    return [`${part.text}:${part.verdict}${part.instead === '' ? '' : `(${part.instead})`}`];
  });
}

function compare(target: string, attempt: string, language: string, how: How = 'speech'): string[] {
  return verdicts(compareWords(target, attempt, language, how, noSpellings));
}

/** The target, put together from its words and what is between them. */
function rejoined({ parts }: Comparison): string {
  return parts.map((part) => (part.kind === 'extra' ? '' : part.text)).join('');
}

const sentences: [string, string][] = [
  ['es', '¿Qué hiciste el fin de semana? ¡Cuéntame!'],
  ['fr', 'L’ami d’Élodie n’est pas venu aujourd’hui.'],
  ['de', 'Ich hätte gern 3 Brötchen, bitte.'],
  ['ar', 'أهلاً! كيف حالك اليوم؟'],
  ['he', 'שלום, מה שלומך?'],
  ['hi', 'नमस्ते, आप कैसे हैं?'],
  ['ja', '今日はいい天気ですね。'],
  ['zh', '你今天想吃什么？'],
  ['th', 'วันนี้อากาศดีมาก'],
  ['ko', '오늘 날씨가 참 좋네요.'],
];

describe('what was said, held against what should have been', () => {
  it.each(sentences)('finds every word of a sentence that was said as it is (%s)', (language, text) => {
    for (const how of ['speech', 'writing'] as const) {
      const comparison = compareWords(text, text, language, how, noSpellings);
      expect(comparison.right).toBe(comparison.words);
      expect(comparison.words).toBeGreaterThan(1);
      expect(comparison.extras).toBe(0);
      expect(new Set(comparison.parts.flatMap((part) => (part.kind === 'word' ? [part.verdict] : [])))).toEqual(
        new Set(['heard']),
      );
      expect(rejoined(comparison)).toBe(text);
    }
  });

  it.each(sentences)('finds none where nothing of it was said (%s)', (language, text) => {
    for (const attempt of ['', 'xylyxw qqwz']) {
      const { parts, right } = compareWords(text, attempt, language, 'speech', noSpellings);
      expect(right).toBe(0);
      expect(parts.every((part) => part.kind !== 'word' || part.verdict === 'missed')).toBe(true);
    }
  });

  it('says what was missed, what was different and what was too much', () => {
    expect(compare('Ayer fui al cine con mis amigos', 'ayer fue al cine mis buenos amigos', 'es')).toEqual([
      'Ayer:heard',
      'fui:different(fue)',
      'al:heard',
      'cine:heard',
      'con:missed',
      'mis:heard',
      '+buenos',
      'amigos:heard',
    ]);
  });

  it.each<[string, string, string]>([
    ['es', '¡Él sí quiere té!', 'el si quiere te'],
    ['fr', 'J’ai vu l’ami.', "j'ai vu l'ami"],
    ['de', 'Die Straße ist lang.', 'die strasse ist lang'],
    ['tr', 'İyi günler, IRMAK!', 'iyi günler ırmak'],
    ['ru', 'Моё имя — Артём.', 'мое имя артем'],
    ['ar', 'أهلاً وسهلاً', 'اهلا وسهلا'],
    ['ja', 'コーヒーをください。', 'こーひーをください'],
    ['es', 'Es porque llueve', 'es por que llueve'],
  ])('does not mind what can not be heard (%s: %s)', (language, target, attempt) => {
    const { right, words } = compareWords(target, attempt, language, 'speech', noSpellings);
    expect(right).toBe(words);
  });

  it('minds an accent that is another sound', () => {
    expect(compare('Das ist schön.', 'das ist schon', 'de')).toContain('schön:different(schon)');
    expect(compare('Tôi ăn bánh', 'tôi ăn banh', 'vi')).toContain('bánh:different(banh)');
  });

  it('tells in writing what is right but for accents and capitals', () => {
    expect(compare('Él vive en España', 'el vive en espana', 'es', 'writing')).toEqual([
      'Él:close(el)',
      'vive:heard',
      'en:heard',
      'España:close(espana)',
    ]);
  });

  it('compares letter by letter where nothing is between words, and says it of whole words', () => {
    expect(compare('私は学生です。', '私は学校です', 'ja')).toEqual([
      '私:heard',
      'は:heard',
      '学生:different(学校)',
      'です:heard',
    ]);
    expect(compare('你今天想吃什么', '你想吃什么', 'zh')).toContain('今天:missed');
  });

  it.each<[string, string, string]>([
    ['es', 'Tengo tres hermanos', 'tengo 3 hermanos'],
    ['es', 'Tengo 32 años', 'tengo treinta y dos años'],
    ['de', 'Sie ist einundzwanzig Jahre alt', 'sie ist 21 Jahre alt'],
    ['fr', 'Il y a 12 chats', 'il y a douze chats'],
    ['zh', '我有三十二本书', '我有32本书'],
    ['ja', '三十人います', '30人います'],
    ['ar', 'عندي ٣ إخوة', 'عندي ثلاثة إخوة'],
  ])('does not mind whether a number is in digits (%s: %s)', async (language, target, attempt) => {
    const numbers = await spellingsOf(language, readOwnFile);
    for (const how of ['speech', 'writing'] as const) {
      const comparison = compareWords(target, attempt, language, how, numbers);
      expect(verdicts(comparison).join(' ')).not.toMatch(/different|missed|\+/);
      expect(rejoined(comparison)).toBe(target);
    }
  });

  it.each<[string, string, boolean]>([
    ['わたしはがくせいです。', '私は学生です', true],
    ['私は学生です。', 'わたしはがくせいです', true],
    ['今日は何を食べますか。', 'きょうはなにをたべますか', true],
    ['あした、えいがをみます。', '明日映画を見ます', true],
    // A letter in its midst may stand elsewhere, too.
    ['友達と映画を見ました。', 'ともだちとえいがをみました', true],
    ['友達と映画を見ました。', 'ともだちとえいがをみます', false],
    // Known readings decide.
    ['わたしはせんせいです。', '私は学生です', false],
    ['ねこがいます。', '犬がいます', false],
  ])('does not mind in which letters Japanese is written (%s, %s)', async (target, attempt, same) => {
    const spellings = await spellingsOf('ja', readOwnFile);
    const { right, words } = compareWords(target, attempt, 'ja', 'speech', spellings);
    expect(right === words).toBe(same);
    const written = compareWords(target, attempt, 'ja', 'writing', spellings);
    expect(written.right === words).toBe(same);
  });

  it('says another number in the way it was said', async () => {
    const numbers = await spellingsOf('es', readOwnFile);
    expect(verdicts(compareWords('Tengo 32 años', 'tengo 33 años', 'es', 'speech', numbers))).toEqual([
      'Tengo:heard',
      '32:different(33)',
      'años:heard',
    ]);
  });

  const word = fc.stringMatching(/^[a-zñáé]{1,7}$/);
  it('has every word of the target once and in order, whatever was said', () => {
    const punctuation = fc.constantFrom(' ', ', ', '. ', ' – ', '?! ');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, punctuation), { maxLength: 12 }),
        fc.array(word, { maxLength: 12 }),
        (target, said) => {
          const text = target.flat().join('');
          const comparison = compareWords(text, said.join(' '), 'es', 'speech', noSpellings);
          expect(rejoined(comparison)).toBe(text);
          const words = comparison.parts.flatMap((part) => (part.kind === 'word' ? [part.text] : []));
          expect(words).toEqual(target.map(([first]) => first));
          expect(comparison.words).toBe(words.length);
          expect(comparison.right).toBeLessThanOrEqual(Math.min(words.length, said.length * 3));
        },
      ),
      { seed: 7, numRuns: 400 },
    );
  });

  it('is right exactly where a part of a sentence was said, in its order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 9 }), fc.nat(), (words, pick) => {
        const said = words.filter((_, index) => ((pick >> index) & 1) === 1);
        const { parts, extras } = compareWords(words.join(' '), said.join(' '), 'de', 'speech', noSpellings);
        const heard = parts.flatMap((part) => (part.kind === 'word' && part.verdict === 'heard' ? [part.text] : []));
        // Two words that another one is made of ("an ab", "anab") are as good as that one.
        fc.pre(!words.some((one) => words.some((two) => words.includes(one + two))));
        expect(heard).toEqual(said);
        expect(extras).toBe(0);
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  it('takes the reading that fits best, utterance by utterance', () => {
    const target = 'Tengo hambre y tengo sed';
    const best = nearestReading(
      [
        ['tengo hombre', 'tengo hambre', 'ten hombre'],
        ['y tengo red', 'y tengo sed'],
      ],
      (attempt) => compareWords(target, attempt, 'es', 'speech', noSpellings),
    );
    expect(best.right).toBe(5);
  });

  it('is done with a long text at once', () => {
    const text = 'palabra '.repeat(5_000);
    const { right } = compareWords(text, text, 'es', 'speech', noSpellings);
    expect(right).toBe(400);
  });
});
