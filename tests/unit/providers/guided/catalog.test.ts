import { expect, test } from 'vitest';
import { guidedLanguages, primarySubtag, scenesFor } from '#lib/providers/guided/catalog.ts';
import { loadLanguage } from '#lib/providers/guided/library.ts';
import { help, languages } from './practice.ts';

/** Easiest first. */
const order = ['introductions', 'shopping', 'cafe', 'directions', 'weekend', 'plans'];

test('lists the languages that have scenes', () => {
  expect(guidedLanguages).toEqual(languages);
});

test.each(languages)('%s: lists the scenes as they are', (language) => {
  const scenes = loadLanguage(language, help).scenes.map(({ scene }) => scene);
  expect(scenesFor(language)).toEqual(
    scenes.map(({ id, title, titleLearner, level }) => ({ id, title, titleLearner, level })),
  );
  const ids = scenesFor(language).map((scene) => scene.id);
  expect(ids).toEqual(order.filter((id) => ids.includes(id)));
  expect(ids).toEqual(expect.arrayContaining(['introductions', 'cafe', 'weekend']));
});

test('goes by the language, not by the region', () => {
  expect(scenesFor('es-MX')).toBe(scenesFor('es'));
  expect(primarySubtag('ja-JP')).toBe('ja');
  expect(scenesFor('nl')).toEqual([]);
});
