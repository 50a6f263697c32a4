/** What of a word a column can hold, in the order that they are offered in. The first two have to be there. */
export const wordParts = [
  'lemma',
  'translation',
  'article',
  'reading',
  'partOfSpeech',
  'gender',
  'forms',
  'sentence',
  'surface',
  'level',
] as const;

export type WordPart = (typeof wordParts)[number];

/** Which column holds what, from 0; parts that no column holds are not in it. */
export type Columns = Partial<Record<WordPart, number>>;

/** What columns are called in files that people have: Patter's own, Anki's, and those of other programs. Folded. */
const names: Record<WordPart, readonly string[]> = {
  lemma: ['word', 'lemma', 'front', 'term', 'expression', 'vocabulary', 'vocab', 'headword', 'wort', 'mot', 'palabra'],
  translation: [
    'meaning',
    'translation',
    'back',
    'definition',
    'english',
    'gloss',
    'bedeutung',
    'ubersetzung',
    'sens',
    'traduction',
    'significado',
    'traduccion',
  ],
  article: ['article', 'artikel', 'articulo'],
  reading: ['reading', 'pronunciation', 'kana', 'furigana', 'pinyin', 'transcription'],
  partOfSpeech: ['part of speech', 'pos', 'grammar', 'word class', 'wortart'],
  gender: ['gender', 'genus', 'genre', 'genero'],
  forms: ['forms', 'inflection', 'conjugation'],
  sentence: ['sentence', 'example', 'example sentence', 'context', 'satz', 'beispiel', 'phrase', 'exemple', 'ejemplo'],
  surface: ['form', 'surface', 'form in the sentence'],
  level: ['level', 'cefr', 'niveau', 'nivel'],
};

/** Whether a row names columns: most of its cells are names that columns have. */
export function isHeader(cells: readonly string[]): boolean {
  const named = cells.filter((cell) => partCalled(cell) !== undefined).length;
  return named >= 2 || (named === 1 && cells.length <= 2);
}

/**
 * Guesses which column holds what by their names. Where they have none, or the two that have to be there are not among
 * them, those are the first two.
 *
 * @param labels what the columns are called; empty where nothing says so
 * @param count how many columns there are
 */
export function guessColumns(labels: readonly string[], count: number): Columns {
  const columns: Columns = {};
  for (const [index, label] of labels.entries()) {
    const part = partCalled(label);
    if (part !== undefined && columns[part] === undefined) columns[part] = index;
  }
  for (const part of ['lemma', 'translation'] as const) {
    const taken = new Set(Object.values(columns));
    const free = Array.from({ length: count }, (_, index) => index).find((index) => !taken.has(index));
    if (columns[part] === undefined && free !== undefined) columns[part] = free;
  }
  return columns;
}

function partCalled(label: string): WordPart | undefined {
  const folded = label.normalize('NFKD').replaceAll(/\p{M}/gu, '').trim().toLowerCase();
  return wordParts.find((part) => names[part].includes(folded));
}
