export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Bytes in pieces of one size. `Infinity` leaves them whole. */
export function splitBytes(bytes: Uint8Array, size: number): Uint8Array[] {
  if (bytes.length <= size) return [bytes];
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

/** A body that arrives in the given pieces. */
export function bodyOf(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const waiting = pieces.values();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = waiting.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
  });
}
