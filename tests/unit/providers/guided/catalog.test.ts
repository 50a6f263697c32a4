import { expect, test } from 'vitest';
import { guidedLanguages, primarySubtag, scenesFor } from '#lib/providers/guided/catalog.ts';
import { languages, materialOf } from './practice.ts';

test('lists the languages that have scenes', () => {
  expect(guidedLanguages).toEqual(languages);
});

test.each(languages)('%s: lists the scenes as they are, the easiest first', (language) => {
  const scenes = materialOf(language).pack.scenes.map(({ scene }) => scene);
  expect(scenesFor(language)).toEqual(
    scenes.map(({ id, title, titleLearner, level }) => ({ id, title, titleLearner, level })),
  );
  const ids = scenesFor(language).map((scene) => scene.id);
  expect(ids).toEqual(['introductions', 'shopping', 'cafe', 'directions', 'weekend', 'plans']);
});

test('goes by the language, not by the region', () => {
  expect(scenesFor('es-MX')).toBe(scenesFor('es'));
  expect(primarySubtag('ja-JP')).toBe('ja');
  expect(scenesFor('uk')).toEqual([]);
});
