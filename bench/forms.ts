// npm run bench:forms -- FOLDER: how well inflected words are matched with the core lists, on treebanks (*.conllu) of
// Universal Dependencies, named as they are published: es_gsd-ud-test.conllu. https://universaldependencies.org/format.html
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CoreList, parseCoreList, type CoreWord } from '#lib/tutor/level/core-list.ts';
import { inflectionRules } from '#lib/tutor/level/inflection/rules.ts';
import { percent, table } from './report.ts';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Usage: npm run bench:forms -- FOLDER [--misses]');
  process.exit(2);
}
const showMisses = process.argv.includes('--misses');

const classes: Readonly<Record<string, string>> = {
  NOUN: 'noun',
  VERB: 'verb',
  AUX: 'verb',
  ADJ: 'adj',
  ADV: 'adv',
  PRON: 'pron',
  DET: 'det',
  ADP: 'adp',
  CCONJ: 'conj',
  SCONJ: 'conj',
  NUM: 'num',
  INTJ: 'intj',
  PART: 'part',
};
const content = new Set(['noun', 'verb', 'adj', 'adv']);

/** Japanese lemmas are those of UniDic (居る); the dictionary form as it is written (いる) is the fourth of its fields. */
const writtenLemma = (lemma: string, misc: string): string =>
  /UnidicInfo=[^,|]*,[^,|]*,[^,|]*,([^,|]+)/.exec(misc)?.[1] ?? lemma;

/** `[form, lemma, class]` of every word. */
function wordsOf(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([id = '', , , upos = '']) => /^\d+$/.test(id) && upos in classes)
    .map(([, form = '', lemma = '', upos = '', , , , , , misc = '']) => [
      form,
      writtenLemma(lemma, misc).toLocaleLowerCase(),
      classes[upos] ?? '',
    ]);
}

const rows: string[][] = [];
for (const path of readdirSync(folder)
  .filter((name) => name.endsWith('.conllu'))
  .map((name) => join(folder, name))) {
  const language = basename(path).slice(0, 2);
  const rules = inflectionRules.get(language);
  if (rules === undefined) continue;
  const words = parseCoreList(readFileSync(join('public', 'words', `${language}.txt`), 'utf8'));
  const list = new CoreList(words, rules);
  // A Japanese word is written in several ways, which stand among its forms.
  const spellings = ({ lemma, forms }: CoreWord): string[] =>
    (language === 'ja' ? [lemma, ...forms] : [lemma]).map((spelling) => spelling.toLocaleLowerCase());
  const entries = new Set(words.flatMap((word) => spellings(word).map((lemma) => `${lemma} ${word.wordClass}`)));
  const lemmas = new Set(words.flatMap(spellings));
  const tokens = wordsOf(path);
  // What is written otherwise than its lemma: the rest is found by looking it up.
  const inflected = tokens.filter(
    ([form = '', lemma = '', name = '']) =>
      content.has(name) && form.toLocaleLowerCase() !== lemma && entries.has(`${lemma} ${name}`),
  );
  const missed = inflected.filter(
    ([form = '', lemma = '']) => !list.find(form).some((word) => spellings(word).includes(lemma)),
  );
  const matched = tokens.filter(([form = '', , name = '']) => content.has(name) && list.find(form).length > 0);
  // A form of a core word that is, in this text, a form of another which is not on the list.
  const wrong = matched.filter(
    ([form = '', lemma = '']) => !lemmas.has(lemma) && !list.find(form).some((word) => spellings(word).includes(lemma)),
  );
  const covered = tokens.filter(([form = '']) => list.find(form).length > 0);
  rows.push([
    basename(path),
    String(words.length),
    String(inflected.length),
    percent(inflected.length - missed.length, inflected.length),
    percent(wrong.length, matched.length),
    percent(covered.length, tokens.length),
  ]);
  if (showMisses) {
    for (const [kind, tokens_] of Object.entries({ missed, wrong })) {
      const counts = new Map<string, number>();
      for (const token of tokens_) counts.set(token.join(' '), (counts.get(token.join(' ')) ?? 0) + 1);
      const most = [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, 80);
      console.log(`${kind}: ${most.map(([token, count]) => `${token} ×${count}`).join(', ')}\n`);
    }
  }
}
console.log(
  table(['treebank', 'core words', 'inflected forms of them', 'found', 'wrongly matched', 'all words found'], rows),
);
