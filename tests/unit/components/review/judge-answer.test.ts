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

  it('to a gap that is there no more is the word itself', () => {
    expect(judge('cloze', 'película', { sentence: '' }).verdict).toBe('right');
  });

  it('is rated by the learner, to whom the likely answer is offered', () => {
    expect(offeredRating).toEqual({ right: 3, close: 2, wrong: 1 });
  });
});
