import { expect, test } from 'vitest';
import { readObjects } from '#lib/providers/ndjson.ts';
import { bodyOf, bytesOf, splitBytes } from '#tests/helpers/bytes.ts';

const read = (text: string, size = Infinity) => Array.fromAsync(readObjects(bodyOf(splitBytes(bytesOf(text), size))));

test.each([Infinity, 1, 2, 3, 7])('objects in pieces of %d bytes', async (size) => {
  expect(await read('{"a":"ñ🍅"}\n\n{"b":1}\r\n{"c":"\u2028"}', size)).toEqual([
    { a: 'ñ🍅' },
    { b: 1 },
    { c: '\u2028' },
  ]);
});

test.each(['<html>\n', '<html>', '{"a":1}\nnull\n', '[1]\n', '{"a":\n{"b":1}\n'])(
  'a line that is no object: %j',
  async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'bad-stream' });
  },
);

test.each(['{"a":1}\n{"b', '{', '{"a":1}\n  {"b":"c'])('an object that is cut: %j', async (text) => {
  await expect(read(text)).rejects.toMatchObject({ code: 'interrupted' });
});

test('a connection that breaks', async () => {
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new TypeError('network error')),
  });
  await expect(Array.fromAsync(readObjects(body))).rejects.toMatchObject({ code: 'interrupted' });
});
