/** What of a table's rows in a backup is new here, and what takes the place of a row that is here. */
export interface TableMerge<Row> {
  added: Row[];
  updated: Row[];
}

/**
 * Merges one table.
 *
 * @param keyOf what two rows that are the same have in common
 * @param choose the row that stays of two that are the same: `mine` itself where nothing changes
 */
export function mergeTable<Row>(
  here: readonly Row[],
  backup: readonly Row[],
  keyOf: (row: Row) => unknown,
  choose: (mine: Row, theirs: Row) => Row,
): TableMerge<Row> {
  const mine = new Map(here.map((row) => [keyOf(row), row]));
  const put = new Map<unknown, Row>();
  for (const row of backup) {
    const key = keyOf(row);
    const there = put.get(key) ?? mine.get(key);
    const chosen = there === undefined ? row : choose(there, row);
    if (chosen !== there) put.set(key, chosen);
  }
  const [added, updated] = partition([...put], ([key]) => !mine.has(key));
  return { added: added.map(([, row]) => row), updated: updated.map(([, row]) => row) };
}

/** A choice for `mergeTable`: what is here stays, unless the other is later. */
export function laterBy<Row>(timeOf: (row: Row) => number): (mine: Row, theirs: Row) => Row {
  return (mine, theirs) => (timeOf(theirs) > timeOf(mine) ? theirs : mine);
}

/** A choice for `mergeTable`: what is here stays. */
export function mineFirst<Row>(mine: Row): Row {
  return mine;
}

/** Those that are so, and those that are not. */
export function partition<Item>(items: readonly Item[], isSo: (item: Item) => boolean): [Item[], Item[]] {
  const groups = Map.groupBy(items, isSo);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}
