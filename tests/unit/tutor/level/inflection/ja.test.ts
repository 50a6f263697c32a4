import { expect, test } from 'vitest';
import { japanese } from '#lib/tutor/level/inflection/ja.ts';

const wordsOf = (text: string) => japanese.words?.(text).map((word) => word.text) ?? [];

// What the segmenter makes of these differs between versions of ICU.
test.each([
  '昨日 は 友達 と 一緒に 映画 を 見て、 とても 楽しかった です。',
  '朝ご飯 を 食べませんでした。',
  '日本 へ 行った こと が あります か。',
  '雨 が 降っています から、 出かけたくない です。',
  '行かなければ なりません。',
  'お寿司 が 食べられなかった です。',
  '静か な 部屋 じゃなかった です。',
  '漢字 が 読める よう に なりました。',
  '料理 を する の が 好き なん です ね。',
  '日本語 を 勉強 しています。',
  '学校 で 話して、 勉強 しました。',
  'パン を 買って きました。 食べすぎました。',
  '早く 寝た ほう が いい です よ。',
  '暑かったら、 窓 を 開けて も いい です。',
  '新しい 本 を 読み始めた 人 が います。',
  '高い 山 に 登りたい です。',
  '何 を 食べましょう か。',
  'もう 少し 静か に して ください。',
  'それ は よかった です ね。',
  '毎日 日本語 で 話します。',
  'お名前 は 何 です か。',
  'お父さん と 本屋さん へ 行きます。',
])('parts words as they are understood: %s', (spaced) => {
  const text = spaced.replaceAll(' ', '');
  expect(wordsOf(text)).toEqual(spaced.replaceAll(/[。、]/g, '').split(' '));
});

test('keeps a number and its counter together', () => {
  expect(wordsOf('3月20日の5時半に二人で1,500円払いました。')).toEqual([
    '3月',
    '20日',
    'の',
    '5時半',
    'に',
    '二人',
    'で',
    '1,500円',
    '払いました',
  ]);
});

test('says where each word stands', () => {
  const text = '「はい」、すしを食べました！';
  for (const { text: word, start, end } of japanese.words?.(text) ?? []) expect(text.slice(start, end)).toBe(word);
  expect(wordsOf(text)).toEqual(['はい', 'すし', 'を', '食べました']);
});

test('comes through what is no Japanese', () => {
  expect(wordsOf('')).toEqual([]);
  expect(wordsOf('… 😀 ！')).toEqual([]);
  expect(wordsOf('Hello, world')).toEqual(['Hello', 'world']);
  expect(wordsOf('ゑゎゞ').join('')).toBe('ゑゎゞ');
});
