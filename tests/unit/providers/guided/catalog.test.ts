import { expect, test } from 'vitest';
import { guidedLanguages, primarySubtag, scenesFor } from '#lib/providers/guided/catalog.ts';
import { loadLanguage } from '#lib/providers/guided/library.ts';
import { help, languages } from './practice.ts';

/** In which the scenes of every language are offered: the easiest first. */
const order = ['introductions', 'shopping', 'cafe', 'directions', 'weekend', 'plans'];

test('lists the languages that have scenes', () => {
  expect(guidedLanguages).toEqual(languages);
});

test.each(languages)('%s: lists the scenes as they are', (language) => {
  const scenes = loadLanguage(language, help).scenes.map(({ scene }) => scene);
  expect(scenesFor(language)).toEqual(
    scenes.map(({ id, title, titleLearner, level }) => ({ id, title, titleLearner, level })),
  );
  const offered = scenesFor(language).map((scene) => scene.id);
  expect(offered).toEqual(order.filter((id) => offered.includes(id)));
  expect(offered.length).toBeGreaterThanOrEqual(3);
});

test('goes by the language, not by the region', () => {
  expect(scenesFor('es-MX')).toBe(scenesFor('es'));
  expect(primarySubtag('ja-JP')).toBe('ja');
  expect(scenesFor('de')).toEqual([]);
});
