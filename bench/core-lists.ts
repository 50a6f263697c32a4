import { existsSync, readFileSync } from 'node:fs';
import { CoreList, parseCoreList } from '#lib/tutor/level/core-list.ts';
import { inflectionRules } from '#lib/tutor/level/inflection/rules.ts';

const loaded = new Map<string, CoreList | null>();

/** A language's core list as the extension ships it; `null` where it has none. */
export function coreListFromDisk(language: string): CoreList | null {
  const known = loaded.get(language);
  if (known !== undefined) return known;
  const path = `public/words/${language}.txt`;
  const rules = inflectionRules.get(language);
  const list =
    rules === undefined || !existsSync(path) ? null : new CoreList(parseCoreList(readFileSync(path, 'utf8')), rules);
  loaded.set(language, list);
  return list;
}
