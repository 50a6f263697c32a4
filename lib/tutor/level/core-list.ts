import type { InflectionRules } from './inflection/rules.ts';

/** The CEFR levels that the core lists cover, easiest first. */
export const bands = ['A1', 'A2', 'B1'] as const;
export type Band = (typeof bands)[number];

/** After the Universal Dependencies' parts of speech (https://universaldependencies.org/u/pos/), without their subdivisions. */
const wordClasses = ['noun', 'verb', 'adj', 'adv', 'pron', 'det', 'adp', 'conj', 'num', 'intj', 'part'] as const;
type WordClass = (typeof wordClasses)[number];

/** One entry of a core list. docs/core-lists.md explains the format. */
export interface CoreWord {
  lemma: string;
  band: Band;
  wordClass: WordClass;
  /** What the language's inflection goes by: a noun's gender (`m`, `f`, `n`), a Japanese verb's class and so on. */
  tags: readonly string[];
  /** Into English; senses parted by `, `. */
  translation: string;
  /** Written forms that the inflection rules do not produce; in Japanese the reading in kana comes first. */
  forms: readonly string[];
}

/**
 * Reads a core list.
 * @throws {SyntaxError} that names the line which can not be read
 */
export function parseCoreList(text: string): CoreWord[] {
  const words: CoreWord[] = [];
  let band: Band | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const heading = /^\[(.*)\]$/.exec(line);
    if (heading !== null) {
      band = bands.find((name) => name === heading[1]);
      if (band === undefined) throw new SyntaxError(`Line ${index + 1}: no such band: ${line}`);
      continue;
    }
    const [lemma = '', grammar = '', translation = '', forms = ''] = line.split('\t');
    const [className, ...tags] = grammar.split(' ');
    const wordClass = wordClasses.find((name) => name === className);
    if (band === undefined || lemma === '' || wordClass === undefined || translation === '') {
      throw new SyntaxError(`Line ${index + 1} is not "lemma, class, translation" under a band: ${line}`);
    }
    words.push({ lemma, band, wordClass, tags, translation, forms: forms.split(' ').filter((form) => form !== '') });
  }
  return words;
}

/** A language's core words, found by any of their forms. */
export class CoreList {
  readonly #rules: InflectionRules;
  readonly #beside: CoreList | null;
  readonly #byForm = new Map<string, CoreWord[]>();

  /** @param beside a list whose words are found as well */
  constructor(words: readonly CoreWord[], rules: InflectionRules, beside: CoreList | null = null) {
    this.#rules = rules;
    this.#beside = beside;
    for (const word of words) {
      for (const form of new Set([word.lemma, ...word.forms, ...rules.forms(word)].map(foldForm))) {
        const known = this.#byForm.get(form);
        if (known === undefined) this.#byForm.set(form, [word]);
        else known.push(word);
      }
    }
  }

  /**
   * The entries that a word of a text may be a form of, easiest band first. Of one that is written together with
   * others ("l'ami", "dámelo") every part has to be found, and the entries of the one that carries the meaning are given.
   */
  find(word: string): readonly CoreWord[] {
    const whole = this.#entries(foldForm(word));
    if (whole.length > 0) return whole;
    const parts = this.#rules.parts?.(foldForm(word), (form) => this.#entries(form)) ?? [];
    const found = parts.map((part) => this.#entries(part));
    if (found.length === 0 || found.some((entries) => entries.length === 0)) return [];
    return found.reduce((content, entries) => (entries.some(carriesMeaning) ? entries : content));
  }

  #entries(form: string): readonly CoreWord[] {
    const own = this.#byForm.get(form) ?? [];
    return this.#beside === null ? own : [...own, ...this.#beside.#entries(form)];
  }
}

function foldForm(form: string): string {
  return form.normalize('NFC').replaceAll('’', "'").toLocaleLowerCase();
}

function carriesMeaning({ wordClass }: CoreWord): boolean {
  return wordClass === 'noun' || wordClass === 'verb' || wordClass === 'adj' || wordClass === 'adv';
}
