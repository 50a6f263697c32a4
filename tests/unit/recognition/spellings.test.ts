import { describe, expect, it } from 'vitest';
import { isReadAs, readingsOf } from '#lib/recognition/readings.ts';
import { spellingsOf } from '#lib/recognition/spellings.ts';
import { readOwnFile } from '#tests/helpers/own-files.ts';

const readings = readingsOf([
  { lemma: '食べる', forms: ['たべる'] },
  { lemma: '今日', forms: ['きょう', 'こんにち'] },
  { lemma: '見る', forms: ['みる', '観る'] },
  { lemma: 'これ', forms: [] },
]);

describe('readings', () => {
  it('are those of the characters, without what is written alike', () => {
    expect([...readings]).toEqual([
      ['食', ['た']],
      ['今日', ['きょう', 'こんにち']],
      ['見', ['み']],
    ]);
  });

  it.each<[string, string, boolean]>([
    ['食べました', 'たべました', true],
    ['たべました', '食べました', true],
    ['食べました', 'のべました', false],
    ['今日見', 'きょうみ', true],
    ['今日見', 'こんにちみ', true],
    ['今日見', 'きのうみ', false],
    // What is not known may be read in any way, within reason.
    ['犬', 'いぬ', true],
    ['犬', 'いぬがいる', false],
    ['犬', '', false],
    // Both in characters, or both in kana: it is not the way it is written.
    ['犬', '猫', false],
    ['いぬ', 'ねこ', false],
  ])('%s and %s may be the same: %s', (one, other, same) => {
    expect(isReadAs(one, other, readings)).toBe(same);
  });
});

describe('ways to write the same', () => {
  it('are known of Japanese by its core list', async () => {
    const { readings: known, numberWords } = await spellingsOf('ja-JP', readOwnFile);
    expect(known.get('学生')).toEqual(['がくせい']);
    expect(numberWords('32')).toBe('三十二');
  });

  it('are nothing where they can not be read', async () => {
    const { readings: known, numberWords } = await spellingsOf('ja', async () => {
      throw new TypeError('no file');
    });
    expect(known.size).toBe(0);
    expect(numberWords('2')).toBe('二');
    const irish = await spellingsOf('ga', readOwnFile);
    expect(irish.numberWords('2')).toBeNull();
  });
});
