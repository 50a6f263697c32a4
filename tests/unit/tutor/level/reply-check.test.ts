import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CoreList, parseCoreList } from '#lib/tutor/level/core-list.ts';
import { inflectionRules } from '#lib/tutor/level/inflection/rules.ts';
import { checkReply } from '#lib/tutor/level/reply-check.ts';
import type { Level } from '#lib/providers/provider.ts';

function listOf(language: string): CoreList | null {
  const rules = inflectionRules.get(language);
  if (rules === undefined) return null;
  return new CoreList(parseCoreList(readFileSync(`public/words/${language}.txt`, 'utf8')), rules);
}

function check(text: string, level: Level = 'A1', language = 'es', known: string[] = []) {
  return checkReply(text, { language, level, list: listOf(language), known: new Set(known) }, false);
}

describe('a reply held against its level', () => {
  it.each([
    ['es', '¡Hola! Me gusta el café. ¿Qué te gusta comer?'],
    ['fr', 'Bonjour ! J’aime le café. Tu aimes quoi ?'],
    ['de', 'Hallo! Ich trinke gern Kaffee. Was isst du gern?'],
    ['it', 'Ciao! Mi piace il caffè. Che cosa ti piace mangiare?'],
    ['pt', 'Olá! Eu gosto de café. O que você gosta de comer?'],
    ['en', 'Hello! I like coffee. What do you like to eat?'],
    ['ja', 'こんにちは。わたしはコーヒーが好きです。何を食べますか。'],
  ])('fits where it is short and made of core words: %s', (language, text) => {
    expect(check(text, 'A1', language)).toMatchObject({ verdict: 'fits', hard: [], breaches: [] });
  });

  it('counts words and the longest sentence, and knows lines as sentences', () => {
    const { words, longestSentence } = check('Uno dos tres.\nCuatro cinco');
    expect({ words, longestSentence }).toEqual({ words: 5, longestSentence: 3 });
  });

  it('acts on too many words, and on a sentence that is too long', () => {
    expect(check('Yo como. '.repeat(13)).breaches).toEqual(['words']);
    expect(check('Yo como pan con queso y agua en mi casa.').breaches).toEqual(['sentence']);
    expect(check('Yo como pan con queso y agua en mi casa.', 'A2').breaches).toEqual([]);
  });

  it('acts on too many words that are above the level, and names them', () => {
    const { breaches, hard, verdict } = check('Las precipitaciones torrenciales provocan desbordamientos.');
    expect(breaches).toEqual(['vocabulary']);
    expect(verdict).toBe('act');
    expect(hard).toContain('precipitaciones');
    expect(hard).not.toContain('Las');
  });

  it('warns of a few, and says which', () => {
    const { verdict, hard, hardShare } = check('Hoy como pan con queso. ¿Y tú comes zarzuela?');
    expect(verdict).toBe('warn');
    expect(hard).toEqual(['zarzuela']);
    expect(hardShare).toBeCloseTo(1 / 9);
  });

  it('takes what the learner knows, names and numbers for no hard words', () => {
    expect(check('Hoy como pan con queso. ¿Y tú comes zarzuela?', 'A1', 'es', ['zarzuela']).hard).toEqual([]);
    expect(check('Vivo con Guillermina en Fuengirola y tengo 1948 libros.').hard).toEqual([]);
  });

  it('takes a German noun without an article for a name, and one with an article for a word', () => {
    expect(check('Ich heiße Lena und wohne in Köln.', 'A1', 'de').hard).toEqual([]);
    expect(check('Ich sehe den Schaltkasten im Elbsandsteingebirge.', 'A1', 'de').hard).toEqual([
      'Schaltkasten',
      'Elbsandsteingebirge',
    ]);
  });

  it('takes words of higher bands for hard at a low level, and not at their own', () => {
    const text = 'Voy a solicitar una entrevista.';
    expect(check(text, 'A1').hard.length).toBeGreaterThan(0);
    expect(check(text, 'B1').hard).toEqual([]);
  });

  it('takes what the learner knows for known, though German writes its nouns with a capital', () => {
    const text = 'Ich sehe den Schaltkasten und das Gewitter.';
    expect(check(text, 'A1', 'de').hard).toEqual(['Schaltkasten', 'Gewitter']);
    expect(check(text, 'A1', 'de', ['schaltkasten', 'gewitter']).hard).toEqual([]);
  });

  it('leaves help in the learner’s own language out', () => {
    const help = 'This is guided practice: fixed scenes written by people, not an AI model.';
    const ground = { language: 'es', level: 'A1', list: listOf('es'), known: new Set<string>() } as const;
    const text = `${help}\n\n¡Hola! ¿Cómo te llamas?`;
    expect(checkReply(text, ground, false).hard).toContain('guided');
    const checked = checkReply(text, { ...ground, ownList: listOf('en') }, false);
    expect(checked).toMatchObject({ hard: [], breaches: [], words: 4 });
    expect(checkReply(`> ${text}`, ground, false)).toMatchObject({ hard: [], breaches: [], words: 4 });
    const hard = 'Las precipitaciones torrenciales provocan desbordamientos.';
    expect(checkReply(hard, { ...ground, ownList: listOf('en') }, false).breaches).toEqual(['vocabulary']);
  });

  it('says nothing of words above B1, nor in languages without a list', () => {
    expect(check('Las precipitaciones torrenciales provocan desbordamientos.', 'B2').hardShare).toBeNull();
    expect(check('Зливи спричиняють повені.', 'A1', 'uk').hardShare).toBeNull();
    expect(check('Зливи спричиняють повені.', 'A1', 'uk').words).toBe(3);
  });

  it('only counts in another language: its words are no hard ones', () => {
    const found = checkReply(
      'The weather is lovely today.',
      { language: 'es', level: 'A1', list: listOf('es'), known: new Set() },
      true,
    );
    expect(found).toMatchObject({ breaches: ['language'], hard: [], verdict: 'act' });
  });

  it.each(['', '   ', '…', '🙂🙂', '123'])('takes %j', (text) => {
    expect(check(text)).toMatchObject({ words: expect.any(Number), breaches: [], verdict: 'fits' });
  });
});
