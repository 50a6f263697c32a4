import { describe, expect, test } from 'vitest';
import { longestReply } from '#lib/providers/reply-text.ts';
import { ReasoningFilter } from '#lib/providers/strip-reasoning.ts';

/** What a reader has seen after all of it, and how often text was taken back. */
function read(pieces: readonly string[], leaks = false): { text: string; retracts: number; leaked: boolean } {
  const filter = new ReasoningFilter(leaks);
  const parts = [...pieces.flatMap((piece) => filter.push(piece)), ...filter.end()];
  const last = parts.findLastIndex(({ type }) => type === 'retract');
  const text = parts
    .slice(last + 1)
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('');
  return { text, retracts: parts.filter(({ type }) => type === 'retract').length, leaked: filter.leaked };
}

const letters = (text: string): string[] => [...text];

describe.each([
  ['whole', (text: string) => [text]],
  ['letter by letter', letters],
])('text that comes %s', (_, split) => {
  test.each([
    ['a plain reply', '  ¡Hola! 2 < 3 </b> <thin ice>', '  ¡Hola! 2 < 3 </b> <thin ice>'],
    ['leading reasoning', '\n<think>\nThe learner greets.</think>\n\n¡Hola!', '¡Hola!'],
    ['leading reasoning with another opening tag in it', '<think>a <think> b</think> ¡Hola!', '¡Hola!'],
    ['two blocks of leading reasoning', '<think>a</think>\n<think>b</think>\n¡Hola!', '¡Hola!'],
    ['another spelling of the tags', '<Thinking>a</Thinking> ¡Hola!', '¡Hola!'],
    ['leading reasoning, then the beginning of a tag', '<think>a</think> <thi', '<thi'],
    ['reasoning without an end', '<think>The learner', ''],
    ['reasoning and nothing else', '<think>The learner</think>\n', ''],
    ['tags within a reply', 'Write <think>x</think> so. And </ too.', 'Write <think>x</think> so. And </ too.'],
    ['tags after leading reasoning', '<think>a</think>Say </think> here.', 'Say </think> here.'],
    ['an unclosed tag within a reply', 'Write <think> so', 'Write <think> so'],
    ['only the beginning of a tag', ' <thi', ' <thi'],
    ['nothing', '', ''],
  ])('%s', (__, given, expected) => {
    expect(read(split(given))).toEqual({ text: expected, retracts: 0, leaked: false });
    expect(read(split(given), true)).toEqual({ text: expected, retracts: 0, leaked: false });
  });

  test('a closing tag at the very start', () => {
    expect(read(split('</think>\n\n¡Hola!'))).toEqual({ text: '¡Hola!', retracts: 0, leaked: true });
  });
});

test('leaked reasoning is taken back when its closing tag turns up', () => {
  expect(read(letters('Okay, a greeting.</think>\n\n¡Hola!'))).toEqual({ text: '¡Hola!', retracts: 1, leaked: true });
});

test('leaked reasoning of a model that is known to leak is never shown', () => {
  const filter = new ReasoningFilter(true);
  expect(letters('Okay, a greeting.').flatMap((letter) => filter.push(letter))).toEqual([]);
  expect(filter.push('</think>\n¡Ho')).toEqual([{ type: 'text', text: '¡Ho' }]);
  expect(filter.push('la!')).toEqual([{ type: 'text', text: 'la!' }]);
  expect(filter.end()).toEqual([]);
});

test('a reply is shown as it comes', () => {
  const filter = new ReasoningFilter(false);
  expect(filter.push('¡Ho')).toEqual([{ type: 'text', text: '¡Ho' }]);
  expect(filter.push('la <')).toEqual([{ type: 'text', text: 'la ' }]);
  expect(filter.push('3')).toEqual([{ type: 'text', text: '<3' }]);
});

describe('nothing is held back for ever', () => {
  test('text of a model that is known to leak', () => {
    const filter = new ReasoningFilter(true);
    const piece = 'x'.repeat(longestReply / 2);
    expect(filter.push(piece)).toEqual([]);
    expect(filter.push(piece)).toEqual([]);
    expect(filter.push('y')).toEqual([{ type: 'text', text: `${piece}${piece}y` }]);
    expect(filter.end()).toEqual([]);
  });

  test('white space', () => {
    const filter = new ReasoningFilter(false);
    const space = ' '.repeat(1_000);
    expect(filter.push(space)).toEqual([]);
    expect(filter.push('\n')).toEqual([{ type: 'text', text: `${space}\n` }]);
  });
});

test('as many blocks of reasoning as a line can hold', () => {
  expect(read(['<think>a</think>'.repeat(100_000), '¡Hola!'])).toEqual({ text: '¡Hola!', retracts: 0, leaked: false });
});
