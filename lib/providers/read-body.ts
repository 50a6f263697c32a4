import { PatterError } from '#lib/errors/patter-error.ts';

/** The longest line or event that is kept in memory, in UTF-16 units: a server can not fill the worker's heap. */
export const longestLine = 8 * 1024 * 1024;

/** How much is decoded at once, in bytes: a line may exceed the limit by no more, however large the pieces that arrive. */
const longestPiece = 64 * 1024;

/**
 * A body's text as it arrives, decoded as UTF-8; bytes that are none become U+FFFD. Leaving the loop cancels the body.
 *
 * @throws {PatterError} `interrupted` when the connection breaks.
 */
export async function* readText(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  if (!body) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new PatterError('interrupted', { cause });
      });
      if (done) {
        const rest = decoder.decode();
        if (rest !== '') yield rest;
        return;
      }
      for (let start = 0; start < value.length; start += longestPiece) {
        const text = decoder.decode(value.subarray(start, start + longestPiece), { stream: true });
        if (text !== '') yield text;
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/**
 * A body's text in pieces that each end with a line's end, so that no line is ever seen in part. Only the last piece
 * may lack it: that line was cut.
 *
 * @param lineEnds the characters that end a line.
 * @throws {PatterError} `interrupted`; `bad-stream` for a line beyond `longestLine`.
 */
export async function* readWholeLines(
  body: ReadableStream<Uint8Array> | null,
  lineEnds: readonly string[],
): AsyncGenerator<string> {
  let pending: string[] = [];
  let pendingLength = 0;
  for await (const text of readText(body)) {
    const end = Math.max(...lineEnds.map((lineEnd) => text.lastIndexOf(lineEnd))) + 1;
    if (end > 0) {
      yield pending.join('') + text.slice(0, end);
      pending = [];
      pendingLength = 0;
    }
    pending.push(text.slice(end));
    pendingLength += text.length - end;
    if (pendingLength > longestLine) throw new PatterError('bad-stream');
  }
  if (pendingLength > 0) yield pending.join('');
}
