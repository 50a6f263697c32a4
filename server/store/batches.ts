/** Databases limit the values of a statement; SQLite's own limit was 999 for long. */
const largest = 128;

/**
 * A list in parts, each of a size that is a power of two: so that there are few different statements for lists of any
 * length, and databases can keep all of them prepared.
 */
export function* batches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  let from = 0;
  for (let size = largest; size >= 1; size /= 2) {
    for (; items.length - from >= size; from += size) yield items.slice(from, from + size);
  }
}
