import { describe, expect, test } from 'vitest';
import { checkAttempt } from '#lib/corrections/attempt.ts';
import type { Level } from '#lib/providers/provider.ts';
import { cardFor } from './cards.ts';

function attempt(source: string, corrected: string, tried: string, language = 'es', level: Level = 'A2') {
  const card = cardFor(source, corrected, { language, level });
  if (card?.kind !== 'edits') throw new Error('no edits to try');
  const index = card.edits.findIndex(({ tier }) => tier !== 'hidden');
  return checkAttempt(card, index, tried, level);
}

const spanish = ['ayer vi una pelicula muy larga', 'Ayer vi una película muy larga'] as const;

describe('a second try', () => {
  test.each([
    ['película', 'right'],
    [' pel\u0069\u0301cula ', 'right'],
    ['Película', 'right'],
    ['una película muy', 'right'],
    ['ayer vi una película muy larga', 'right'],
    ['pelicula', 'close'],
    ['una pelicula', 'close'],
    ['pelîcula', 'close'],
    ['película mala', 'wrong'],
    ['film', 'wrong'],
    ['', 'wrong'],
  ])('%s: %s', (tried, verdict) => {
    expect(attempt(...spanish, tried)).toBe(verdict);
  });

  test('from B2, capitals count', () => {
    const tried = 'PELÍCULA';
    expect(attempt('Ayer vi una pelicula muy larga', 'Ayer vi una película muy larga', tried, 'es', 'B1')).toBe(
      'right',
    );
    expect(attempt('Ayer vi una pelicula muy larga', 'Ayer vi una película muy larga', tried, 'es', 'B2')).toBe(
      'close',
    );
  });

  test('a German noun’s capital counts at every level', () => {
    const german = ['Ich gehe heute in die schule', 'Ich gehe heute in die Schule'] as const;
    expect(attempt(...german, 'Schule', 'de', 'A1')).toBe('right');
    expect(attempt(...german, 'schule', 'de', 'A1')).toBe('close');
  });

  test('quotes in any form', () => {
    expect(attempt('je vais à le école demain', 'je vais à l’école demain', "l'école", 'fr')).toBe('right');
  });

  test('of a part of a Japanese word: the part, or the word', () => {
    const japanese = ['私は学校に行くました', '私は学校に行きました'] as const;
    expect(attempt(...japanese, 'き', 'ja')).toBe('right');
    expect(attempt(...japanese, '行きました', 'ja')).toBe('right');
    expect(attempt(...japanese, '行くました', 'ja')).toBe('wrong');
    expect(attempt('本か好きです', '本が好きです', 'か', 'ja')).toBe('wrong');
  });

  test('of a missing word, and of one that is not needed', () => {
    expect(attempt('voy a escuela hoy', 'voy a la escuela hoy', 'la')).toBe('right');
    expect(attempt('voy a escuela hoy', 'voy a la escuela hoy', 'a la escuela')).toBe('right');
    expect(attempt('voy a escuela hoy', 'voy a la escuela hoy', 'el')).toBe('wrong');
    expect(attempt('es muy un perro grande', 'es un perro grande', '')).toBe('right');
    expect(attempt('es muy un perro grande', 'es un perro grande', 'muy')).toBe('wrong');
  });

  test('of what is no edit', () => {
    expect(checkAttempt({ kind: 'well-said', wellDone: 'a' }, 0, 'a', 'A1')).toBe('wrong');
  });
});
