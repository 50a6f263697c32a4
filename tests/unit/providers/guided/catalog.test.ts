import { expect, test } from 'vitest';
import { guidedLanguages, primarySubtag, scenesFor } from '#lib/providers/guided/catalog.ts';
import { loadLanguage } from '#lib/providers/guided/library.ts';
import { help, languages } from './practice.ts';

/** From the easiest to the hardest. */
const inOrder = ['introductions', 'shopping', 'cafe', 'directions', 'weekend', 'plans'];

test('lists the languages that have scenes', () => {
  expect(guidedLanguages).toEqual(languages);
});

test.each(languages)('%s: lists the scenes as they are', (language) => {
  const scenes = loadLanguage(language, help).scenes.map(({ scene }) => scene);
  expect(scenesFor(language)).toEqual(
    scenes.map(({ id, title, titleLearner, level }) => ({ id, title, titleLearner, level })),
  );
  const ids = scenesFor(language).map((scene) => scene.id);
  expect(ids).toEqual(inOrder.filter((id) => ids.includes(id)));
});

test('goes by the language, not by the region', () => {
  expect(scenesFor('es-MX')).toBe(scenesFor('es'));
  expect(primarySubtag('ja-JP')).toBe('ja');
  expect(scenesFor('de')).toEqual([]);
});
