import { expect, test } from 'vitest';
import { splitArticle } from '#lib/words/genders.ts';

test.each([
  ['es', 'la película', 'película', 'la'],
  ['de', 'Der  Hund', 'Hund', 'der'],
  ['fr', 'l’eau', 'eau', "l'"],
  ['it', "l'acqua", 'acqua', "l'"],
])('in %s, “%s” is a noun and its article', (language, text, lemma, article) => {
  expect(splitArticle(language, text)).toEqual({ lemma, article });
});

test.each([
  ['es', 'la una y media'],
  ['es', 'película'],
  ['de', 'ein Hund'],
  ['fr', "aujourd'hui"],
  ['en', 'the film'],
  ['xx', 'la la'],
  ['es', ''],
])('in %s, “%s” stays whole', (language, text) => {
  expect(splitArticle(language, text)).toEqual({ lemma: text });
});
