import { describe, expect, test } from 'vitest';
import { fillLine, parsePattern, slotsIn, type Element, type Reader } from '#lib/providers/guided/pattern.ts';
import { createReadings, unitsOf } from '#lib/providers/guided/units.ts';

const reader: Reader = {
  segment: (literal) => unitsOf(literal, 'es', createReadings({})).map((unit) => [unit]),
  isLittle: ([unit]) => unit?.folded === 'el',
};

function show(element: Element): string {
  const text = element.kind === 'slot' ? `{${element.name}}` : element.forms.map((form) => form.text).join('/');
  return element.optional ? `${text}?` : text;
}

const parse = (pattern: string) => parsePattern(pattern, reader).map((alternative) => alternative.map(show).join(' '));

describe('the notation of answers', () => {
  test.each([
    ['me llamo {name}', ['me llamo {name}']],
    ['[hola,] me llamo {name} | soy {name}', ['hola? me llamo {name}', 'soy {name}']],
    ['(quiero|quisiera) {drink}', ['quiero/quisiera {drink}']],
    ['(me pone|quiero) {drink}', ['quiero {drink}', 'me pone {drink}']],
    ['no [quiero nada]', ['no quiero? nada?']],
    ['(el|mi) bar', ['mi bar', 'el bar']],
    ['[a [mí]] sí', ['a? mí? sí']],
    ['¿Qué tal?', ['qué tal']],
  ])('%s', (pattern, expected) => {
    expect(parse(pattern)).toEqual(expected);
  });

  test.each([
    ['me llamo [{name}', '"]" is missing'],
    ['me llamo {name', '"{" is not a slot'],
    ['me llamo) {name}', '")" is not expected'],
    ['[hola]', 'An alternative needs nothing'],
    ['me llamo | ', 'An alternative needs nothing'],
  ])('%s is told apart: %s', (pattern, reason) => {
    expect(() => parse(pattern)).toThrow(reason);
  });

  test('choices that multiply are refused', () => {
    expect(() => parse('(a b|c d) '.repeat(9))).toThrow('Too many alternatives');
  });
});

describe('a line', () => {
  test('takes its slots, and leaves out what has none', () => {
    const line = '¡Encantada[, {name}]! ¿Y {place}?';
    expect(fillLine(line, new Map([['place', 'Lugo']]))).toBe('¡Encantada! ¿Y Lugo?');
    expect(fillLine(line, new Map(Object.entries({ name: 'Ana', place: 'Lugo' })))).toBe('¡Encantada, Ana! ¿Y Lugo?');
    expect(slotsIn(line)).toEqual(['name', 'place']);
  });

  test('takes what the learner wrote as it is', () => {
    expect(fillLine('¡{name}!', new Map([['name', '$& {place} [x]']]))).toBe('¡$& {place} [x]!');
  });
});
