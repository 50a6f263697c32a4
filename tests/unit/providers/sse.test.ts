import { describe, expect, test } from 'vitest';
import { longestLine } from '#lib/providers/read-body.ts';
import { readEvents } from '#lib/providers/sse.ts';
import { bodyOf, bytesOf, splitBytes } from '#tests/helpers/bytes.ts';

async function read(text: string, size: number): Promise<{ data: string[]; stray: string[] }> {
  const stray: string[] = [];
  const events = await Array.fromAsync(readEvents(bodyOf(splitBytes(bytesOf(text), size)), (line) => stray.push(line)));
  return { data: events.map(({ data }) => data), stray };
}

describe.each([Infinity, 1, 2, 3, 7])('in pieces of %d bytes', (size) => {
  test.each([
    ['mixed line ends', 'data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\r\n\n', ['a', 'b', 'c', 'd']],
    ['no space after the colon', 'data:a\n\n', ['a']],
    ['several lines of data', 'data: a\ndata: b\n\n', ['a\nb']],
    ['comments, names, ids and times', ': hi\nretry: 5\nid: 1\nevent: x\ndata: a\n\n', ['a']],
    ['characters that only look like line ends', 'data: a\u2028b\u0085c\u000bd\n\n', ['a\u2028b\u0085c\u000bd']],
    ['a byte order mark', '\uFEFFdata: a\n\n', ['a']],
    ['an unfinished last event', 'data: a\n\ndata: b\n', ['a']],
    ['nothing', '', []],
  ])('%s', async (_, text, expected) => {
    expect((await read(text, size)).data).toEqual(expected);
  });

  test('lines that are no fields are handed over whole, even a cut one', async () => {
    const { data, stray } = await read('data: a\n\n{\n  "error": {\n  }\n}', size);
    expect(data).toEqual(['a']);
    expect(stray).toEqual(['{', '  "error": {', '  }', '}']);
  });
});

test('bytes that are no UTF-8 spoil nothing but themselves', async () => {
  const bytes = Uint8Array.of(...bytesOf('data: a'), 0xff, ...bytesOf('b\n\ndata: c\n\n'));
  const events = await Array.fromAsync(readEvents(bodyOf([bytes])));
  expect(events.map(({ data }) => data)).toEqual(['a\uFFFDb', 'c']);
});

test('an event of many lines is not collected for ever', async () => {
  const line = bytesOf(`data: ${'x'.repeat(1024 * 1024)}\n`);
  const events = Array.fromAsync(readEvents(bodyOf(Array.from({ length: 12 }, () => line))));
  await expect(events).rejects.toMatchObject({ code: 'bad-stream' });
});

test.each(['data:\n', 'id: 1\n', `${'nonsense'.repeat(100)}\n`])(
  'endlessly many lines without an event: %j',
  async (line) => {
    const piece = bytesOf(line.repeat(100));
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += piece.length;
        controller.enqueue(piece);
      },
    });
    await expect(Array.fromAsync(readEvents(endless))).rejects.toMatchObject({ code: 'bad-stream' });
    expect(sent).toBeLessThan(longestLine + 4 * piece.length);
  },
);

test('what lies between two events is not added up', async () => {
  const piece = bytesOf(`data: a\n\n${': keep-alive\n'.repeat(100_000)}`);
  const events = await Array.fromAsync(readEvents(bodyOf(Array.from({ length: 10 }, () => piece))));
  expect(events).toHaveLength(10);
});
