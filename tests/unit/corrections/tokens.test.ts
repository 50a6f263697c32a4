import { expect, test } from 'vitest';
import { wordSegmenter } from '#lib/corrections/tokens.ts';

test.each(['es', 'ja', 'es-MX'])('there is one for %s', (language) => {
  expect(wordSegmenter(language)).toBe(wordSegmenter(language));
  expect(wordSegmenter(language).resolvedOptions()).toMatchObject({ granularity: 'word' });
});

test('what is no language is parted all the same', () => {
  const parts = [...wordSegmenter('no language').segment('Hola, tú')].map(({ segment }) => segment);
  expect(parts).toEqual(['Hola', ',', ' ', 'tú']);
});
