import { expect, test, vi } from 'vitest';
import { loadMaterial, type ReadFile } from '#lib/providers/guided/library.ts';
import { readOwnFile } from '#tests/helpers/own-files.ts';

test('reads the files of one language, once', async () => {
  const readFile = vi.fn(readOwnFile);
  const [first, second] = await Promise.all([
    loadMaterial(readFile, 'es', 'en'),
    loadMaterial(readFile, 'es-MX', 'en'),
  ]);
  expect(second).toBe(first);
  const paths = readFile.mock.calls.map(([path]) => path);
  expect(paths).toContain('practice/help/en.json');
  expect(paths.filter((path) => !/^practice\/(es|help)\/[a-z]+\.json$/.test(path))).toEqual([]);
  expect(new Set(paths).size).toBe(paths.length);
});

test('has help in English where it is not in the learner’s language, and reads nothing else for it', async () => {
  const readFile = vi.fn(readOwnFile);
  const { help } = await loadMaterial(readFile, 'es', '../../en');
  expect(help.language).toBe('en');
  expect(readFile.mock.calls.flat().join(' ')).not.toContain('..');
});

test('a language without scenes reads nothing', async () => {
  const readFile = vi.fn(readOwnFile);
  await expect(loadMaterial(readFile, 'nl', 'en')).rejects.toMatchObject({ code: 'language-unsupported' });
  expect(readFile).not.toHaveBeenCalled();
});

test.each([
  ['can not be read', async () => Promise.reject(new TypeError('Failed to fetch'))],
  ['are no JSON', async () => '<html>'],
  ['are of another shape', async () => '{}'],
])('files that %s are a bug, and are tried again', async (_, fault) => {
  const readFile = vi.fn<ReadFile>(fault);
  await expect(loadMaterial(readFile, 'fr', 'en')).rejects.toMatchObject({ code: 'bug' });
  readFile.mockImplementation(readOwnFile);
  expect((await loadMaterial(readFile, 'fr', 'en')).pack.language).toBe('fr');
});
