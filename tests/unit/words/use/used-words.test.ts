import { describe, expect, it } from 'vitest';
import { buildCard, type Card } from '#lib/corrections/card.ts';
import type { NewWord, Word } from '#lib/db/word-rows.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { wordKey } from '#lib/words/identity.ts';
import { lemmaBeginnings } from '#lib/words/use/beginnings.ts';
import { usedWords } from '#lib/words/use/used-words.ts';
import { readOwnFile } from '#tests/helpers/own-files.ts';

const tools = createLanguageTools(readOwnFile, async () => null);

/** A word as `lemma part-of-speech gender`, met as the lemma stands. */
function word(language: string, text: string, change: Partial<NewWord> = {}): Word {
  const [lemma = '', partOfSpeech = 'noun', gender] = text.split('|');
  const fresh: NewWord = {
    language,
    learnerLanguage: 'en',
    lemma,
    partOfSpeech: partOfSpeech as NewWord['partOfSpeech'],
    translation: `meaning of ${lemma}`,
    surface: lemma,
    sentence: '',
    ...(gender !== undefined && { gender }),
    ...change,
  };
  const key = wordKey(fresh);
  return { ...fresh, id: key, key, state: 'learning', createdAt: 0, deletedAt: 0, tokens: [] };
}

async function used(language: string, text: string, words: readonly Word[], card: Card | null = null) {
  const core = await tools.coreList(language);
  return usedWords({ text, language, core, card }, words).map(({ lemma }) => lemma);
}

const vocabulary: Readonly<Record<string, readonly Word[]>> = {
  es: [
    word('es', 'relajarse|verb'),
    word('es', 'película|noun|f'),
    word('es', 'vino|noun|m'),
    word('es', 'aprovechar|verb'),
    word('es', 'acantilado|noun|m'),
    word('es', 'acogedor|adj'),
    word('es', 'tratar de|phrase'),
    word('es', 'bajo|adj'),
  ],
  de: [
    word('de', 'wandern|verb'),
    word('de', 'Leuchtturm|noun|m', { forms: 'die Leuchttürme' }),
    word('de', 'Essen|noun|n'),
    word('de', 'gemütlich|adj'),
    word('de', 'sich beeilen|verb'),
    word('de', 'Abend|noun|m'),
  ],
  fr: [
    word('fr', 'se détendre|verb'),
    word('fr', 'falaise|noun|f'),
    word('fr', 'apprécier|verb'),
    word('fr', 'livre|noun|m'),
    word('fr', 'chaleureux|adj'),
  ],
  ja: [
    word('ja', '走る|verb'),
    word('ja', '映画|noun'),
    word('ja', '楽しい|adj'),
    word('ja', '片付ける|verb'),
    word('ja', '灯台|noun', { reading: 'とうだい' }),
  ],
  en: [
    word('en', 'unwind|verb', { forms: 'unwound' }),
    word('en', 'cliff|noun'),
    word('en', 'cosy|adj'),
    word('en', 'leave|noun'),
    word('en', 'look after|phrase'),
  ],
};

describe('a word that is learnt is seen in a message', () => {
  it.each([
    ['es', 'Me gusta relajarme en el sofá.', ['relajarse']],
    ['es', 'Los domingos me relajo con mis amigos', ['relajarse']],
    ['es', '¡Nos relajábamos mucho! Y vimos dos películas.', ['relajarse', 'película']],
    ['es', 'Quiero aprovecharlo bien', ['aprovechar']],
    ['es', 'Había acantilados y un pueblo muy acogedor.', ['acantilado', 'acogedor']],
    ['es', 'La casa es acogedora', ['acogedor']],
    ['es', 'La película trata de un hombre', ['película', 'tratar de']],
    ['de', 'Wir sind im Herbst gewandert.', ['wandern']],
    ['de', 'Ich wandere gern', ['wandern']],
    ['de', 'Am Meer sah ich zwei alte Leuchttürme.', ['Leuchtturm']],
    ['de', 'Es war ein gemütlicher Nachmittag', ['gemütlich']],
    ['de', 'Ich muss mich beeilen!', ['sich beeilen']],
    ['fr', 'Le soir, je me détends un peu.', ['se détendre']],
    ['fr', "J'apprécie les falaises", ['apprécier', 'falaise']],
    ['fr', "C'est une famille chaleureuse", ['chaleureux']],
    ['ja', '昨日、公園を走りました。', ['走る']],
    ['ja', 'この映画は楽しかったです。', ['映画', '楽しい']],
    ['ja', '部屋を片付けています', ['片付ける']],
    ['ja', '古い灯台を見ました', ['灯台']],
    ['en', 'Last night I finally unwound with a book.', ['unwind']],
    ['en', 'We walked along the cliffs to a cosy café', ['cliff', 'cosy']],
    ['en', 'She looked after me', ['look after']],
  ])('%s: %s', async (language, text, expected) => {
    expect(await used(language, text, vocabulary[language] ?? [])).toEqual(expected);
  });
});

describe('in doubt a word is not taken for used', () => {
  it.each([
    ['another word has the same form', 'es', 'Mi tío vino a casa ayer.'],
    ['another word has the same form', 'es', 'Bajo la escalera'],
    ['a verb is no noun', 'de', 'Wir essen um acht.'],
    ['a compound is another word', 'de', 'Der Filmabend war schön'],
    ['a verb that the core list does not know', 'fr', 'Je livre des pizzas'],
    ['a verb is no noun', 'en', 'I leave at six'],
    ['within another word', 'es', 'Es una peliculera'],
    ['accents are part of a word', 'es', 'Vimos una pelicula'],
    ['it is asked about', 'es', '¿Qué significa relajarse?'],
    ['it is asked about', 'de', 'Was bedeutet gemütlich?'],
    ['it is asked about', 'fr', 'Que veut dire falaise ?'],
    ['it is asked about', 'ja', '灯台はどういう意味ですか'],
    ['it is asked about', 'en', 'What does cosy mean?'],
    ['it is quoted', 'es', 'No entiendo «relajarse» aquí'],
    ['it is quoted', 'de', 'Du hast „gemütlich“ gesagt'],
    ['it is quoted', 'ja', '「走る」がわかりません'],
    ['it is of another language', 'es', 'Le film est relaxant'],
    ['nothing of it is there', 'ja', '明日は学校へ行きます'],
  ])('%s (%s): %s', async (_, language, text) => {
    expect(await used(language, text, vocabulary[language] ?? [])).toEqual([]);
  });

  it('two senses of one word can not be told apart', async () => {
    const senses = [word('es', 'acantilado|noun|m'), word('es', 'acantilado|noun|m', { translation: 'bluff' })];
    expect(await used('es', 'Vi un acantilado', senses)).toEqual([]);
    expect(await used('es', 'Vi un acantilado', senses.slice(1))).toEqual(['acantilado']);
  });

  it('what is asked about in one sentence may be used in the next', async () => {
    const text = '¿Qué significa relajarse? Yo quiero relajarme.';
    expect(await used('es', text, vocabulary['es'] ?? [])).toEqual(['relajarse']);
  });
});

describe('what was put right is not praised', () => {
  const correct = (source: string, corrected: string, category?: 'article_gender' | 'word_choice'): Card | null => {
    const notes = [{ original: 'el', replacement: 'la', severity: 'wrong' as const, category, explanation: 'x' }];
    const correction = {
      corrected,
      notes: category === undefined ? [] : notes.map((note) => Object.assign(note, { category })),
      wellDone: null,
    };
    return buildCard({ source, correction, language: 'es', level: 'A2', learnerLanguage: 'en', recurring: new Set() });
  };
  const words = vocabulary['es'] ?? [];

  it('where the word itself was changed', async () => {
    const source = 'Ayer yo me relajo en casa con mis amigos';
    const card = correct(source, 'Ayer yo me relajé en casa con mis amigos');
    expect(card?.kind).toBe('edits');
    expect(await used('es', source, words, card)).toEqual([]);
    expect(await used('es', source, words)).toEqual(['relajarse']);
  });

  it('where its gender was, and not where something else was', async () => {
    const source = 'Ayer vimos el película muy bien en casa';
    const gender = correct(source, 'Ayer vimos la película muy bien en casa', 'article_gender');
    expect(await used('es', source, words, gender)).toEqual([]);
    const other = 'Ayer vi la película muy bien en el casa';
    expect(await used('es', other, words, correct(other, 'Ayer vi la película muy bien en la casa'))).toEqual([
      'película',
    ]);
  });

  it('unless the learner was right after all', async () => {
    const source = 'Ayer yo me relajo en casa con mis amigos';
    const card = correct(source, 'Ayer yo me relajé en casa con mis amigos');
    if (card?.kind !== 'edits') throw new Error('no edits');
    const disputed = { ...card, edits: card.edits.map((edit) => Object.assign({}, edit, { disputed: true })) };
    expect(await used('es', source, words, disputed)).toEqual(['relajarse']);
  });

  it('in a message that would be said otherwise as a whole', async () => {
    const card: Card = { kind: 'natural', natural: 'Vimos una película.', wellDone: null };
    expect(await used('es', 'Nosotros mirar película', words, card)).toEqual([]);
  });
});

describe('the beginnings by which lemmas are looked up', () => {
  it.each(Object.keys(vocabulary))('hold every word that is used (%s)', async (language) => {
    const core = await tools.coreList(language);
    const texts: Readonly<Record<string, string>> = {
      es: 'Nos relajábamos; películas, aprovecharlo, acantilados, acogedora, trata de',
      de: 'gewandert, Leuchttürme, gemütlicher, beeilen',
      fr: "je me détends, j'apprécie, falaises, chaleureuse",
      ja: '走りました。映画は楽しかった。片付けています。灯台',
      en: 'unwound, cliffs, cosy, looked after',
    };
    const text = texts[language] ?? '';
    const beginnings = lemmaBeginnings(text, language, core);
    const there = await used(language, text, vocabulary[language] ?? []);
    expect(there.length).toBeGreaterThan(2);
    for (const lemma of there) expect(beginnings.some((beginning) => lemma.startsWith(beginning))).toBe(true);
  });

  it('are few letters, and none of what is no word', () => {
    expect(lemmaBeginnings('¡Paseaba!', 'es', null)).toEqual(['pas', 'Pas']);
    expect(lemmaBeginnings('12 … 🙂', 'es', null).filter((beginning) => /\p{L}/u.test(beginning))).toEqual([]);
  });
});
