import { describe, expect, it } from 'vitest';
import type { NewWord } from '#lib/db/word-rows.ts';
import { cardKindsOf, splitSentence } from '#lib/words/cards.ts';
import { withArticle, wordKey } from '#lib/words/identity.ts';
import { searchTerms, searchTokens } from '#lib/words/search-tokens.ts';

const relax: NewWord = {
  language: 'es',
  learnerLanguage: 'en',
  lemma: 'relajarse',
  partOfSpeech: 'verb',
  translation: 'to relax, unwind',
  surface: 'relajarse',
  sentence: 'Las comedias ayudan a relajarse.',
};

describe('a word as it is learnt', () => {
  it('has its article, where it has one', () => {
    expect(withArticle(relax)).toBe('relajarse');
    expect(withArticle({ lemma: 'película', article: 'la' })).toBe('la película');
    expect(withArticle({ lemma: 'acqua', article: "l'" })).toBe("l'acqua");
  });
});

describe('a word’s key', () => {
  it('is the same for the same sense, however it is put', () => {
    expect(wordKey({ ...relax, translation: 'Unwind; to  relax.' })).toBe(wordKey(relax));
  });

  it.each<Partial<NewWord>>([
    { translation: 'to slacken' },
    { language: 'pt' },
    { partOfSpeech: 'noun' },
    { lemma: 'relajar' },
  ])('differs with %j', (change) => {
    expect(wordKey({ ...relax, ...change })).not.toBe(wordKey(relax));
  });
});

describe('the cards of a word', () => {
  const kinds = (change: Partial<NewWord>) => cardKindsOf({ ...relax, ...change });

  it('ask for it in the sentence where the blank is unique', () => {
    expect(kinds({})).toEqual(['recognise', 'produce', 'cloze']);
    expect(splitSentence({ ...relax, surface: 'Las', sentence: 'Las comedias' })).toEqual({
      before: '',
      word: 'Las',
      after: ' comedias',
    });
  });

  it.each<[string, Partial<NewWord>]>([
    ['it stands there twice', { sentence: 'Relajarse, relajarse mucho.' }],
    ['it does not stand there', { sentence: 'Las comedias ayudan.' }],
    ['it stands only within another word', { surface: 'media', sentence: 'Las comedias ayudan.' }],
    ['it is all there is', { sentence: '¡Relajarse!' }],
    [
      'the meaning gives it away',
      { lemma: 'hotel', surface: 'hotel', sentence: 'El hotel es caro.', translation: 'hotel' },
    ],
    ['the lemma is beside it', { surface: 'relajo', sentence: 'Me relajo; relajarse ayuda.' }],
  ])('do not where %s', (_, change) => {
    expect(kinds(change)).toEqual(['recognise', 'produce']);
  });

  it('find words of scripts without spaces anywhere', () => {
    const film = {
      language: 'ja',
      lemma: '映画',
      surface: '映画',
      sentence: '昨日映画を見ました。',
      translation: 'film',
    };
    expect(kinds(film)).toContain('cloze');
    expect(splitSentence({ ...relax, ...film })).toEqual({ before: '昨日', word: '映画', after: 'を見ました。' });
  });
});

describe('search', () => {
  const finds = (query: string, word: Partial<NewWord> = {}): boolean => {
    const whole = { ...relax, ...word };
    const tokens = searchTokens(whole);
    return searchTerms(query, whole.language).every((term) => tokens.some((token) => token.startsWith(term)));
  };

  it.each(['relaj', 'RELAJARSE', 'unwind', 'comedias', 'ayudan relax', 'comed unw'])('finds a word by %j', (query) => {
    expect(finds(query)).toBe(true);
  });

  it.each(['lajarse', 'relax zebra', 'x'])('does not find it by %j', (query) => {
    expect(finds(query)).toBe(false);
  });

  it('looks past accents, points and widths', () => {
    expect(finds('pelicula', { lemma: 'película' })).toBe(true);
    expect(finds('película', { lemma: 'pelicula' })).toBe(true);
    expect(finds('ספר', { language: 'he', lemma: 'סֵפֶר', sentence: 'סֵפֶר' })).toBe(true);
    expect(finds('ｆｉｌｍ', { translation: 'film' })).toBe(true);
    expect(finds('ılık', { language: 'tr', lemma: 'ILIK' })).toBe(true);
  });

  it.each(['映画', '画を', '見ました', '映画 見'])('finds Japanese from the middle: %j', (query) => {
    expect(finds(query, { language: 'ja', lemma: '映画', sentence: '昨日映画を見ました。' })).toBe(true);
  });

  it('finds the words of one language only', () => {
    const tokens = searchTokens(relax);
    expect(searchTerms('relajarse', 'pt').some((term) => tokens.includes(term))).toBe(false);
  });
});
