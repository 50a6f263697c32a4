import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockReader } from '#lib/markdown/block-reader.ts';
import type { Block } from '#lib/markdown/blocks.ts';

function read(text: string): Block[] {
  return blocksOf(new BlockReader(), text);
}

function blocksOf(reader: BlockReader, text: string, arriving = false): Block[] {
  const { groups, current } = reader.read(text, arriving);
  return [...groups.flat(), ...current];
}

function kinds(text: string): string[] {
  return read(text).map(({ kind }) => kind);
}

const spanish = 'Ayer fui al cine con mis amigos. Vimos una película muy divertida. ';

describe('blocks', () => {
  it('parts a text where CommonMark does', () => {
    expect(
      kinds(
        '# Title\ntext\nmore\n\n- a\n- b\n\n1. one\n> quote\n\n---\n```js\ncode\n```\n| a | b |\n|---|---|\n| 1 | 2 |',
      ),
    ).toEqual(['heading', 'paragraph', 'list', 'list', 'quote', 'rule', 'code', 'table']);
  });

  it.each([
    ['a number in the middle of a paragraph', 'born in\n1986. A good year', ['paragraph']],
    ['a list with blank lines between its items', '- a\n\n- b\n\n  more of b', ['list']],
    ['text after a list', '- a\n\ntext', ['list', 'paragraph']],
    ['another bullet', '- a\n* b', ['list', 'list']],
    ['marks within a code block', '```\n# no\n- no\n\n> no\n```', ['code']],
    ['a code block that never ends', 'so:\n```\nno end\n\n- still code', ['paragraph', 'code']],
    ['a pipe that is no table', 'a | b\nc | d', ['paragraph']],
    ['more nesting than anyone means', '> '.repeat(40) + 'x', ['paragraph']],
    ['nothing', '\n\n  \n', []],
  ])('reads %s', (_, text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it('loses no word of any text', () => {
    const words = fc.array(fc.constantFrom('uno', 'dos', '\n', '\n\n', '- ', '> ', '# ', '**', '`', '| ', '1. ', '  '));
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join(' ');
        const shown = read(text).flatMap(({ pieces }) => pieces);
        const count = (source: string) => source.match(/uno|dos/g)?.length ?? 0;
        expect(count(shown.join('\n'))).toBe(count(text));
      }),
    );
  });
});

describe('a growing text', () => {
  it('ends as the same blocks however it came', () => {
    const line = fc.constantFrom(
      'texto',
      '- punto',
      '1. uno',
      '```',
      '> cita',
      '',
      '| a | b |',
      '|---|---|',
      '---',
      '  más',
      spanish.repeat(60),
    );
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), (lines, steps) => {
        const text = lines.join('\n');
        const reader = new BlockReader();
        for (let end = 0, step = 0; end < text.length; step += 1) {
          end += steps[step % steps.length] ?? 1;
          reader.read(text.slice(0, end), true);
        }
        expect(blocksOf(reader, text)).toEqual(read(text));
      }),
    );
  });

  it('keeps finished blocks and groups as they are', () => {
    const reader = new BlockReader();
    const text = `${spanish}\n\n`.repeat(40);
    const before = reader.read(text, true);
    const after = reader.read(`${text}Y más.`, true);
    expect(after.groups[0]).toBe(before.groups[0]);
    expect(after.current[0]).toBe(before.current[0]);
    expect(after.groups).toHaveLength(1);
  });

  it('is read anew when it is another text', () => {
    const reader = new BlockReader();
    reader.read('Thinking aloud.\n\nMore thoughts', true);
    expect(blocksOf(reader, 'Hola')).toEqual(read('Hola'));
  });

  it.each([
    ['-', 0],
    ['2', 0],
    ['```', 0],
    ['**', 0],
    ['- a', 1],
  ])('waits with %j until it is known what it is', (text, shown) => {
    expect(blocksOf(new BlockReader(), text, true)).toHaveLength(shown);
    expect(blocksOf(new BlockReader(), text)).toHaveLength(1);
  });

  it.each([
    ['paragraphs', `${spanish}\n\n`],
    ['one paragraph', spanish],
    ['one paragraph without any space', '我昨天和朋友一起去看电影。'],
    ['one word', 'a'.repeat(60)],
    ['a list', `- ${spanish}\n`],
    ['a code block', `${spanish}\n`, '```\n'],
    ['a quote', `> ${spanish}\n`],
    ['a table', '| hablo | hablas |\n', '| yo | tú |\n|---|---|\n'],
  ])('takes work in proportion to its length: %s', (_, part, start = '') => {
    const short = parseWork(start + part.repeat(10_000 / part.length));
    const long = parseWork(start + part.repeat(80_000 / part.length));
    expect(long / short).toBeLessThan(8 * 1.1);
  });
});

/** How many units have to be parsed, all in all, to draw a text after each 100 units of it: a piece that changed, anew. */
function parseWork(text: string): number {
  const reader = new BlockReader();
  const drawn = new Map<string, string>();
  let work = 0;
  for (let end = 100; end <= text.length; end += 100) {
    const { groups, current } = reader.read(text.slice(0, end), true);
    for (const [group, blocks] of [...groups, current].entries()) {
      for (const [block, { pieces }] of blocks.entries()) {
        for (const [piece, source] of pieces.entries()) {
          const place = `${group}/${block}/${piece}`;
          if (drawn.get(place) !== source) work += source.length;
          drawn.set(place, source);
        }
      }
    }
  }
  return work;
}
