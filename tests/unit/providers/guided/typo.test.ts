import { describe, expect, test } from 'vitest';
import { editDistance, isMistyped, isNearly } from '#lib/providers/guided/typo.ts';
import { materialOf } from './practice.ts';

const { lexicon } = materialOf('es').pack;

test.each([
  ['terraza', 'terasa', 2],
  ['gracias', 'garcias', 1],
  ['', 'abc', 3],
  ['igual', 'igual', 0],
])('from “%s” to “%s” it is %i', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

describe('isNearly', () => {
  test.each([
    ['terraza', 'terasa'],
    ['quiero', 'quieor'],
    ['profesor', 'professor'],
  ])('%s may be meant by %s', (word, heard) => {
    expect(isNearly(word, heard, lexicon)).toBe(true);
  });

  test.each([
    ['tomare', 'tomate'],
    ['como', 'tomo'],
    ['alemania', 'aleman'],
    ['sol', 'sal'],
  ])('%s is not meant by %s', (word, heard) => {
    expect(isNearly(word, heard, lexicon)).toBe(false);
  });
});

test('only a letter inside a word is a slip of the keyboard: another ending may be meant', () => {
  expect(isMistyped('profesora', 'profezora', lexicon)).toBe(true);
  expect(isMistyped('cansado', 'cansada', lexicon)).toBe(false);
});
