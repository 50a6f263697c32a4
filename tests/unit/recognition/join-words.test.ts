import { expect, it } from 'vitest';
import { joinWords } from '#lib/recognition/join-words.ts';

it.each([
  ['', 'hola', 'hola'],
  ['hola', '', 'hola'],
  ['hola', 'Ana', 'hola Ana'],
  ['hola ', 'Ana', 'hola Ana'],
  ['hola\n', 'Ana', 'hola\nAna'],
  ['hola', ', Ana', 'hola, Ana'],
  ['今日は', 'いい', '今日はいい'],
  ['今日は', '。', '今日は。'],
  ['안녕', '하세요', '안녕 하세요'],
  ['สวัสดี', 'ครับ', 'สวัสดีครับ'],
  ['iPhone', '很好', 'iPhone 很好'],
])('“%s” and “%s” are “%s”', (before, after, joined) => {
  expect(joinWords(before, after)).toBe(joined);
});
