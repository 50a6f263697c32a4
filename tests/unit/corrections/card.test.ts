import { describe, expect, test } from 'vitest';
import { cardSchema } from '#lib/corrections/card.ts';
import { levels } from '#lib/providers/provider.ts';
import { cardFor, note, visible } from './cards.ts';

const text = 'El sábado fui al cine con mi hermana y vimos una pelicula de miedo';
const better = 'El sábado fui al cine con mi hermana y vimos una película de miedo';

describe('nothing to correct', () => {
  test('gives no card', () => {
    expect(cardFor(text, text)).toBeNull();
    expect(cardFor(text, `${text}\n`)).toBeNull();
    expect(cardFor('cafe\u0301', 'caf\u00E9')).toBeNull();
    expect(cardFor("c'est «bien»", 'c’est “bien”', { language: 'fr', level: 'C2' })).toBeNull();
  });

  test('says what was done well, where that is about this message', () => {
    const wellDone = 'You used "hermana" well.';
    expect(cardFor(text, text, { wellDone })).toEqual({ kind: 'well-said', wellDone });
    expect(cardFor(text, text, { wellDone: 'The past tense tells what you did, in the right order.' })).not.toBeNull();
    for (const praise of ['Great job!', '¡Muy bien hecho!', '', 'よくできました！']) {
      expect(cardFor(text, text, { wellDone: praise })).toBeNull();
    }
  });
});

describe('the edits of a card', () => {
  test('are the differences, whatever the notes say', () => {
    const card = cardFor(text, better, { notes: [note('cine', 'teatro'), note('pelicula', 'película')] });
    expect(card).toEqual({
      kind: 'edits',
      corrected: better,
      edits: [
        {
          start: 49,
          end: 57,
          original: 'pelicula',
          replacement: 'película',
          op: 'replace',
          tier: 'error',
          shown: true,
          category: 'word_choice',
          severity: 'wrong',
          explanation: 'why película',
        },
      ],
      wellDone: null,
    });
    expect(cardSchema.parse(JSON.parse(JSON.stringify(card)))).toEqual(card);
  });

  test('without a note are shown bare', () => {
    const card = cardFor(text, better);
    expect(card?.kind === 'edits' && card.edits[0]).not.toHaveProperty('category');
  });

  test('say what is certain of punctuation', () => {
    const card = cardFor(text, `${text}.`, { level: 'C1' });
    expect(card).toMatchObject({ edits: [{ replacement: '.', tier: 'error', category: 'punctuation', shown: true }] });
  });
});

describe('punctuation and capitals', () => {
  const source = 'ayer fui a la playa con mis amigos pero llovia';
  const target = 'Ayer fui a la playa con mis amigos, pero llovía.';

  test('are hidden below B2, and the corrected text has them', () => {
    for (const level of levels) {
      const card = cardFor(source, target, { level });
      expect(card).toMatchObject({ kind: 'edits', corrected: target });
      expect(visible(card)).toEqual(level < 'B2' ? ['llovia→llovía'] : ['ayer→Ayer', '→,', 'llovia→llovía', '→.']);
    }
  });

  test('alone are nothing to correct below B2', () => {
    expect(cardFor('hola, que bien', 'Hola. Que bien')).toBeNull();
    expect(cardFor('hola, que bien', 'Hola. Que bien', { level: 'B2' })).not.toBeNull();
  });

  test('a German noun gets its capital at every level, a sentence only from B2', () => {
    const card = cardFor('ich gehe heute in die schule', 'Ich gehe heute in die Schule', { language: 'de' });
    expect(visible(card)).toEqual(['schule→Schule']);
    expect(cardFor('ich gehe nach Hause', 'Ich gehe nach Hause', { language: 'de' })).toBeNull();
  });

  test('white space and emoji are never an error', () => {
    expect(cardFor('hola  amigo', 'hola amigo 😀', { level: 'C2' })).toBeNull();
    expect(cardFor('我 有 手机', '我有手机', { language: 'zh', level: 'C2' })).toBeNull();
  });
});

describe('phrasing', () => {
  test.each([
    [
      'es',
      'ella dijo que hay muchas casas en el barrio',
      'ella dijo que existen muchas casas en el barrio',
      'phrasing',
    ],
    ['es', 'ella dijo que es muy bonita la casa nueva', 'ella dijo que está muy bonita la casa nueva', 'error'],
    [
      'es',
      'esta semana no puedo pero nos vemos en la tarde del otro día para hablar de todo con mis padres',
      'esta semana no puedo pero nos vemos mañana para hablar de todo con mis padres',
      'phrasing',
    ],
    ['ja', '私は昨日友達と学校に行くました', '私は昨日友達と学校に行きました', 'error'],
    ['zh', '医生说睡觉对身体很重点', '医生说睡觉对身体很重要', 'error'],
    ['zh', '我觉得今天的天气非常热', '我觉得今天的天气特别热', 'phrasing'],
    ['uk', 'я дуже люблю читати книга вечорами', 'я дуже люблю читати книги вечорами', 'error'],
    ['fr', 'je vais au cinéma avec mon sœur', 'je vais au cinéma avec ma sœur', 'phrasing'],
    ['he', 'אני הולך היום לבית הספר עם אמא', 'אני הולכת היום לבית הספר עם אמא', 'error'],
  ] as const)('%s: %s', (language, source, target, tier) => {
    expect(cardFor(source, target, { language })).toMatchObject({ kind: 'edits', edits: [{ tier }] });
  });

  test('a word that moved is an error', () => {
    const card = cardFor('mi madre siempre llama me por la noche', 'mi madre siempre me llama por la noche');
    expect(card).toMatchObject({ edits: [{ original: 'llama me', tier: 'error' }] });
  });
});

describe('a model that rewrites everything', () => {
  const rewrites = [
    ['es', text, 'Este fin de semana mi hermana y yo disfrutamos juntas viendo cine de terror'],
    ['de', 'ich habe gestern mit mein Freund Fußball gespielt', 'Gestern hat mich ein Kumpel zum Kicken mitgenommen'],
    ['uk', 'я вчора ходити в магазин купити хліб', 'Учора я заглянув до крамниці по свіжу паляницю'],
    ['ja', '私は昨日友達と映画を見るました', '昨夜は仲間たちとシネマを楽しんだものです'],
    ['zh', '我昨天去商店买了很多东西', '昨日前往超市采购了大量物品'],
    ['ar', 'أنا ذهبت إلى السوق مع أمي أمس', 'بالأمس رافقت والدتي في جولة تسوق'],
  ] as const;

  test.each(rewrites)('%s: becomes one card without errors', (language, source, natural) => {
    for (const level of levels) {
      const notes = source.split(' ').map((word) => note(word, 'x'));
      expect(cardFor(source, natural, { language, level, notes })).toEqual({
        kind: 'natural',
        natural,
        wellDone: null,
      });
    }
  });

  test('a short message with one or two errors is not rewritten', () => {
    expect(visible(cardFor('mi gusta', 'me gusta'))).toEqual(['mi→me']);
    expect(visible(cardFor('yo gusta pizza', 'me gusta la pizza'))).toEqual(['yo→me', '→la ']);
  });

  test('what is half a rewrite is none', () => {
    expect(cardFor('yo tener 25 año y gustar gato', 'Con veintiséis primaveras adoro los felinos')).toBeNull();
  });
});

describe('no card', () => {
  test('where the length is another', () => {
    expect(cardFor('fui', 'Yo fui ayer a casa')).toBeNull();
    expect(cardFor(text, 'Fui al cine')).toBeNull();
    expect(cardFor(text, '')).toBeNull();
    expect(cardFor('', text)).toBeNull();
    expect(cardFor(' \n', text)).toBeNull();
  });

  test.each([
    ['ja', 'en', 'how do I say water', '水はどう言いますか教えてください'],
    ['uk', 'en', 'I do not understand this', 'Я цього не розумію зовсім'],
    ['es', 'uk', 'я не розумію цього', 'no entiendo esto para nada'],
    ['en', 'he', 'אני לא מבין את זה', 'I do not understand'],
    ['ja', 'zh-Hant', 'what is this', 'これは何ですか'],
  ])('in %s for what a speaker of %s wrote in their own script, or for a translation', (...given) => {
    const [language, learnerLanguage, source, target] = given;
    expect(cardFor(source, target, { language, learnerLanguage })).toBeNull();
  });

  test('for what is known to be in the own language', () => {
    expect(cardFor(text, better, { inOwnLanguage: true })).toBeNull();
  });

  test('a word or two of another script are no other language', () => {
    const card = cardFor('昨日Netflixで映画を見るました', '昨日Netflixで映画を見ました', { language: 'ja' });
    expect(card?.kind).toBe('edits');
  });
});

describe('how many are shown', () => {
  const source =
    'Los gato negro de mi vecina come pescado fresco cada dia y despues duerme mucho en la cama de mis padre viejos';
  const target =
    'Los gatos negros de mi vecina comen pescado fresco cada día y después duermen mucho en la cama de mis padres viejos';
  const shown = (given: Parameters<typeof cardFor>[2]) => {
    const card = cardFor(source, target, given);
    return card?.kind === 'edits' ? card.edits.filter((edit) => edit.shown).map(({ original }) => original) : [];
  };

  test('is a matter of the level', () => {
    expect(levels.map((level) => shown({ level }).length)).toEqual([2, 2, 3, 3, 4, 4]);
  });

  test('the most severe come first, then what recurs, then what is small', () => {
    const notes = [
      note('despues', 'después', { category: 'spelling' }),
      note('duerme', 'duermen', { category: 'verb_form' }),
      note('padre', 'padres', { severity: 'blocks_meaning' }),
      note('dia', 'día', { severity: 'unnatural' }),
    ];
    expect(shown({ notes, level: 'B1', recurring: new Set(['verb_form'] as const) })).toEqual([
      'gato',
      'duerme',
      'padre',
    ]);
    expect(shown({ notes, level: 'B1' })).toEqual(['gato', 'come', 'padre']);
  });
});

describe('what a model says', () => {
  test('is one line of plain text', () => {
    const notes = [note('pelicula', 'película', { explanation: 'a\u202E<b>\n\nb\u0007' })];
    expect(cardFor(text, better, { notes, wellDone: 'Good\u2066 "cine"!' })).toMatchObject({
      edits: [{ explanation: 'a<b> b' }],
      wellDone: 'Good "cine"!',
    });
  });

  test('a hint that gives the answer away is dropped', () => {
    const hintOf = (hint: string, source = text, target = better, quote = note('pelicula', 'película')) => {
      const card = cardFor(source, target, { notes: [{ ...quote, hint }] });
      return card?.kind === 'edits' ? card.edits[0]?.hint : undefined;
    };
    expect(hintOf('Which vowel is stressed?')).toBe('Which vowel is stressed?');
    expect(hintOf('It is película.')).toBeUndefined();
    expect(hintOf('Write PELICULA with an accent')).toBeUndefined();
    expect(hintOf('')).toBeUndefined();
  });

  test('marks that reorder the text are not part of the correction', () => {
    expect(cardFor(text, `\u202E${better}`)).toMatchObject({ corrected: better });
  });
});
