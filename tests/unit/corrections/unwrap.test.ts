import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unwrapJson } from '#lib/corrections/unwrap.ts';

const answer = { corrected: 'Me gusta {la} "pizza"', notes: [{ original: 'a' }], wellDone: null };
const json = JSON.stringify(answer, null, 2);

describe('the JSON in an answer', () => {
  test.each([
    ['alone', json],
    ['in a fence', `\`\`\`json\n${json}\n\`\`\``],
    ['after what was thought', `<think>It says {"corrected":"x"} and "so on</think>\n${json}`],
    ['after the end of what was thought', `It says {"corrected":"x"}.\n</think>\n${json}`],
    ['after and before talk', `Here {is} your "answer:\n${json}\nI {hope} it helps.`],
    ['after a brace that nothing closes', `{ look: ${json}`],
    ['in a list', `[${json}]`],
  ])('%s', (_, text) => {
    expect(unwrapJson(text)).toEqual(answer);
  });

  test('is found where the learner wrote a tag of their own', () => {
    expect(unwrapJson('{"corrected":"</think> es un tag"}')).toEqual({ corrected: '</think> es un tag' });
  });

  test.each([
    ['nothing', ''],
    ['no object', '[1, 2]'],
    ['a cut one', '{"corrected":"Me gus'],
    ['one that was only thought', '<think>{"corrected":"a"}'],
    ['one that was only thought, and no answer', '<think>{"corrected":"a"}</think> No.'],
    ['no JSON', "{corrected: 'a'}"],
  ])('there is none: %s', (_, text) => {
    expect(unwrapJson(text)).toBeUndefined();
  });

  test.each(['{', '{"', '"', '{"a":', '<think>', '</think>', '[{', '\\"{'])(
    'a long run of %s throws nothing',
    (part) => {
      expect(unwrapJson(part.repeat(50_000))).toBeUndefined();
    },
  );

  test('whatever the text', () => {
    const parts = fc.constantFrom('{', '}', '"', '\\', '<think>', '</think>', '{"a":1}', '```', ':', 'a', '\uD83D');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (text) => {
        const value = unwrapJson(text.join(''));
        expect(value === undefined || typeof value === 'object').toBe(true);
      }),
      { seed: 20_261_124 },
    );
  });
});
