import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What is stored beside the database, and whether a backup has it. The tables are in `db/kept-tables.test.ts`. */
const stored: Readonly<Record<string, string>> = {
  'local:settings': 'in it',
  'local:settings-damaged': 'left out: what can not be read is in no backup',
  'local:keys': 'left out: a key never leaves the browser',
  'local:heard': 'left out: which voices this computer has, found anew at each start',
  'local:voices-told': 'left out: what was said of the voices of this computer',
  'local:reminder': 'left out: when this browser reminded last',
  'local:import': 'left out: how far an import into this browser is',
  'session:topic-${windowId}': 'left out: what a window is about to talk about, gone with the browser',
};

/** Where else anything could be kept, and the only files that do, with what. */
const elsewhere: readonly (readonly [RegExp, Readonly<Record<string, string>>])[] = [
  [/\b(?:local|session)Storage\b|\bdocument\.cookie\b|\bcaches\.|\bcookieStore\b/, {}],
  [/\bstorage\.(?:sync|managed)\b|['"`](?:sync|managed):/, {}],
  [/\bnew Dexie\(|\bextends Dexie\b/, { 'lib/db/database.ts': 'the database' }],
  [/\bindexedDB\.(?:open|deleteDatabase)\(/, { 'lib/db/open.ts': 'the database' }],
  [/\bgetDirectory\(/, { 'lib/backup/handover.ts': 'backups and lists of words on their way' }],
  [/\bstorage\.(?:local|session)\.(?:set|get)\(/, {}],
];

const sources = globSync('{lib,components,entrypoints}/**/*.{ts,tsx}').map(
  (path) => [path, readFileSync(path, 'utf8')] as const,
);

describe('what the extension stores', () => {
  it('is in backups, or left out with a reason', () => {
    const items = sources.flatMap(([, text]) =>
      [...text.matchAll(/defineItem\b[^(]*\(\s*(['"`])(.*?)\1/g)].map(([, , key]) => key),
    );
    expect(new Set(items)).toEqual(new Set(Object.keys(stored)));
    const defined = sources.reduce((sum, [, text]) => sum + text.split('.defineItem').length - 1, 0);
    expect(items).toHaveLength(defined);
  });

  it.each(elsewhere)('is nowhere else: %s', (pattern, files) => {
    const found = sources.filter(([, text]) => pattern.test(text)).map(([path]) => path);
    expect(new Set(found)).toEqual(new Set(Object.keys(files)));
  });
});
