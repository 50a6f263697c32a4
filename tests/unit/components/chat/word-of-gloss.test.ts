import { beforeEach, expect, it } from 'vitest';
import { wordOfGloss } from '#components/chat/word-of-gloss.ts';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(speakEnglish);

const met = {
  surface: 'películas',
  sentence: 'Me gustan las películas.',
  language: 'es',
  settings: { learnerLanguage: 'de' },
  conversationId: 7,
};

it('takes gender and level from a core list, whose meanings are English', () => {
  const gloss = {
    lemma: 'película',
    grammar: 'noun f',
    translation: 'film',
    band: 'A1',
    others: [],
    source: 'list',
  } as const;
  expect(wordOfGloss({ ...gloss, others: [] }, met)).toEqual({
    language: 'es',
    learnerLanguage: 'en',
    lemma: 'película',
    partOfSpeech: 'noun',
    gender: 'f',
    translation: 'film',
    surface: 'películas',
    sentence: 'Me gustan las películas.',
    conversationId: 7,
    level: 'A1',
  });
});

it('takes a tutor’s words as they are, and no sentence without an end', () => {
  const gloss = {
    lemma: 'zarzuela',
    grammar: 'Substantiv',
    translation: 'Operette',
    others: [],
    source: 'tutor',
  } as const;
  const word = wordOfGloss({ ...gloss, others: [] }, { ...met, sentence: 'x'.repeat(501) });
  expect(word).toMatchObject({ learnerLanguage: 'de', partOfSpeech: 'other', sentence: '' });
  expect(word).not.toHaveProperty('gender');
});
