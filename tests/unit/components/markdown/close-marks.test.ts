import { describe, expect, it } from 'vitest';
import { closeMarks } from '#components/markdown/close-marks.ts';

describe('marks that are still open', () => {
  it.each([
    ['**bold', '**bold**'],
    ['**bold ', '**bold** '],
    ['a *little', 'a *little*'],
    ['**bold and *both', '**bold and *both***'],
    ['~~gone', '~~gone~~'],
    ['see `code', 'see `code`'],
    ['``a ` b', '``a ` b``'],
    ['**bold `code', '**bold `code`**'],
  ])('are closed: %j', (source, closed) => {
    expect(closeMarks(source)).toBe(closed);
  });

  it.each([
    ['**bold*', '**bold**'],
    ['word **', 'word'],
    ['word `', 'word'],
    ['[the text](http://exam', 'the text'],
    ['![a picture](http', 'a picture'],
  ])('are left out while only half of them is there: %j', (source, closed) => {
    expect(closeMarks(source).trimEnd()).toBe(closed);
  });

  it.each([
    '**bold** and *more*',
    '2 * 3 = 6',
    'snake_case_name is',
    '~5 euros',
    '\\*no',
    '[1] is',
    '`**` is',
    'a ** b',
  ])('are not seen where there are none: %j', (source) => {
    expect(closeMarks(source)).toBe(source);
  });

  it('looks at the last line alone', () => {
    expect(closeMarks('- **one\n- **two')).toBe('- **one\n- **two**');
  });
});
