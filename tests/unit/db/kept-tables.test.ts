import { expect, it } from 'vitest';
import { database } from '#lib/db/database.ts';
import { addWholeRows, keptTableNames, noRows, ownTables } from '#lib/db/kept-tables.ts';
import { conversationOf } from '#tests/helpers/kept-rows.ts';

it('every table is kept in backups, or left out on purpose', () => {
  const tables = database.tables.map(({ name }) => name);
  expect([...keptTableNames, ...ownTables].toSorted()).toEqual(tables.toSorted());
});

it('rows are sorted into whole ones, with the fields of their table, and damaged ones', () => {
  const rows = noRows();
  const damaged = { ...conversationOf(2), level: 'Z9' };
  expect(addWholeRows(rows, 'conversations', [{ ...conversationOf(1), key: 'secret' }, damaged, null])).toEqual([
    damaged,
    null,
  ]);
  expect(rows).toEqual({ ...noRows(), conversations: [conversationOf(1)] });
});
