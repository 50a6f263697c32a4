import { describe, expect, it } from 'vitest';
import type { NewWord, Word } from '#lib/db/word-rows.ts';
import { judgeAnswer, offeredRating } from '#components/review/judge-answer.ts';
import { newSchedule } from '#lib/words/scheduling.ts';

const film: NewWord = {
  language: 'es',
  learnerLanguage: 'en',
  lemma: 'película',
  article: 'la',
  partOfSpeech: 'noun',
  translation: 'film',
  surface: 'películas',
  sentence: 'Vimos dos películas ayer.',
};

function judge(kind: 'produce' | 'cloze', typed: string, change: Partial<NewWord> = {}) {
  const word: Word = {
    ...film,
    ...change,
    id: 'w',
    key: 'w',
    state: 'learning',
    createdAt: 0,
    deletedAt: 0,
    tokens: [],
  };
  return judgeAnswer({ word, schedule: newSchedule('w', kind, 'es', 0) }, typed, 'A2');
}

describe('an answer that is typed', () => {
  it.each([
    ['produce', 'película', 'right', 'película'],
    ['produce', 'la película', 'right', 'la película'],
    ['produce', 'Película', 'right', 'película'],
    ['produce', 'pelicula', 'close', 'película'],
    ['produce', 'la pelicula', 'close', 'la película'],
    ['produce', 'films', 'wrong', 'película'],
    ['produce', 'la pelizula', 'wrong', 'la película'],
    ['cloze', 'películas', 'right', 'películas'],
    ['cloze', 'película', 'wrong', 'películas'],
  ] as const)('to %s: “%s” is %s', (kind, typed, verdict, wanted) => {
    expect(judge(kind, typed)).toEqual({ verdict, wanted });
  });

  it('may have an article that is written together with it', () => {
    const water = { language: 'it', lemma: 'acqua', article: "l'" };
    for (const typed of ["l'acqua", 'l’acqua', 'acqua']) {
      expect(judge('produce', typed, water).verdict).toBe('right');
    }
    expect(judge('produce', "l'acque", water).wanted).toBe("l'acqua");
  });

  const eat = {
    language: 'ja',
    lemma: '食べる',
    reading: 'たべる',
    surface: '食べました',
    sentence: '寿司を食べました。',
  };

  it.each([
    ['produce', 'たべる', 'right'],
    ['produce', 'タベル', 'right'],
    ['produce', '食べる', 'right'],
    ['produce', 'たべます', 'wrong'],
    ['produce', 'のむ', 'wrong'],
    ['cloze', 'たべました', 'right'],
    ['cloze', '食べました', 'right'],
    ['cloze', 'たべる', 'wrong'],
    ['cloze', 'のみました', 'wrong'],
  ] as const)('may be the Japanese word in kana: to %s “%s” is %s', (kind, typed, verdict) => {
    expect(judge(kind, typed, eat).verdict).toBe(verdict);
  });

  it('in kana is right only where the reading is known', () => {
    const film映 = { language: 'ja', lemma: '映画', surface: '映画', sentence: '映画を見た。' };
    expect(judge('produce', 'えいが', { ...film映, reading: 'エイガ' }).verdict).toBe('right');
    for (const reading of [{}, { reading: 'eiga' }, { reading: '' }]) {
      expect(judge('produce', 'えいが', { ...film映, ...reading }).verdict).toBe('wrong');
    }
  });

  it('may be how the word is read in any language', () => {
    const tea = { language: 'zh', lemma: '茶', surface: '茶', sentence: '', reading: 'chá' };
    expect(['chá', '茶', 'cha', 'shū'].map((typed) => judge('produce', typed, tea).verdict)).toEqual([
      'right',
      'right',
      'close',
      'wrong',
    ]);
  });

  it('to a gap that is there no more is the word itself', () => {
    expect(judge('cloze', 'película', { sentence: '' }).verdict).toBe('right');
  });

  it('is rated by the learner, to whom the likely answer is offered', () => {
    expect(offeredRating).toEqual({ right: 3, close: 2, wrong: 1 });
  });
});
