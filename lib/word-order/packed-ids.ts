/**
 * Very many ids in two pieces. As a list, fifty thousand would keep the page busy that receives them, with reading them and
 * with clearing them away.
 */
export interface PackedIds {
  /** One behind the other. */
  joined: string;
  /** Where each of them ends in it, in UTF-16 units. */
  ends: Uint32Array;
}

export function packIds(ids: readonly string[]): PackedIds {
  const ends = new Uint32Array(ids.length);
  let end = 0;
  for (const [index, id] of ids.entries()) ends[index] = end += id.length;
  return { joined: ids.join(''), ends };
}

/** `limit` of the ids behind the first `offset`, or as many as there are. */
export function idsAt({ joined, ends }: PackedIds, offset: number, limit: number): string[] {
  let start = offset === 0 ? 0 : (ends[offset - 1] ?? joined.length);
  return Array.from(ends.subarray(offset, offset + limit), (end) => {
    const id = joined.slice(start, end);
    start = end;
    return id;
  });
}
