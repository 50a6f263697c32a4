import { describe, expect, test } from 'vitest';
import { readTable } from '#lib/word-files/table.ts';

const cells = (text: string): string[][] => readTable(text).rows.map((row) => row.cells);

describe('a table', () => {
  test.each([
    ['commas', 'casa,house\nperro,dog\n'],
    ['semicolons', 'casa;house\r\nperro;dog\r\n'],
    ['tabs', 'casa\thouse\nperro\tdog'],
    ['bars', 'casa|house\nperro|dog'],
    ['old line ends', 'casa;house\rperro;dog\r'],
  ])('is parted by %s', (_, text) => {
    expect(cells(text)).toEqual([
      ['casa', 'house'],
      ['perro', 'dog'],
    ]);
  });

  test('keeps what is quoted together, and tells the line that each row begins on', () => {
    const { rows } = readTable('\uFEFFcasa,"house, ""home""\nof many"\n\n , \nperro,dog\n');
    expect(rows).toEqual([
      { line: 1, cells: ['casa', 'house, "home"\nof many'], broken: false },
      { line: 5, cells: ['perro', 'dog'], broken: false },
    ]);
  });

  test('tells of a quotation that is never closed', () => {
    const { rows } = readTable('casa,house\nperro,"dog\ngato,cat\n');
    expect(rows.map(({ line, broken }) => [line, broken])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  test('goes by what Anki writes in its first lines', () => {
    const text =
      '#separator:Pipe\n#html:true\n#tags column:3\n#columns:Front|Back\ncasa|house, home|tag\n#no|comment\n';
    const { rows, columns, html } = readTable(text);
    expect({ columns, html }).toEqual({ columns: ['Front', 'Back'], html: true });
    expect(rows).toEqual([
      { line: 5, cells: ['casa', 'house, home', 'tag'], broken: false },
      { line: 6, cells: ['#no', 'comment'], broken: false },
    ]);
  });

  test('is empty where there is nothing', () => {
    expect(cells('')).toEqual([]);
    expect(cells('\n\n \t \n')).toEqual([]);
  });
});
