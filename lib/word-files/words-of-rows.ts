import { levels, type Level } from '#lib/providers/provider.ts';
import { longestSentence, longestText, type NewWord } from '#lib/db/word-rows.ts';
import { agree, splitArticle } from '#lib/words/genders.ts';
import { partOfSpeechIn } from '#lib/words/part-of-speech.ts';
import { senseKey, wordKey } from '#lib/words/identity.ts';
import type { Columns, WordPart } from './columns.ts';
import { plainOfHtml } from './plain-of-html.ts';
import type { Table, TableRow } from './table.ts';

export const rowProblems = ['no-word', 'no-meaning', 'too-long', 'broken', 'double'] as const;

/** Why a row is no word: what is missing, too long, misquoted, or stands in the file before. */
export type RowProblem = (typeof rowProblems)[number];

export interface ReadRow {
  line: number;
  word: NewWord;
  /** What makes it this word (`wordKey`). */
  key: string;
}

export interface ReadWords {
  words: ReadRow[];
  problems: { line: number; problem: RowProblem; text: string }[];
}

export interface ReadingRows {
  /** BCP 47 tags. */
  language: string;
  learnerLanguage: string;
  columns: Columns;
  /** Whether the first row names the columns. */
  header: boolean;
  /** Names of parts of speech in the interface's language. */
  grammar: Readonly<Record<string, string>>;
}

/** As much of a row as tells which one it is, in UTF-16 units. */
const shownLength = 60;

/** Reads a table's rows as words. Every row is either a word or told of. */
export function wordsOfRows({ rows, html }: Table, reading: ReadingRows): ReadWords {
  const read: ReadWords = { words: [], problems: [] };
  const seen = new Seen();
  for (const row of reading.header ? rows.slice(1) : rows) {
    const found = wordOf(row, html, reading);
    const problem = typeof found === 'string' ? found : seen.has(found) ? 'double' : null;
    if (problem !== null) {
      const text = row.cells.filter((cell) => cell.trim() !== '').join(' · ');
      read.problems.push({ line: row.line, problem, text: text.slice(0, shownLength) });
    } else if (typeof found !== 'string') {
      seen.add(found);
      read.words.push({ line: row.line, word: found, key: wordKey(found) });
    }
  }
  return read;
}

/** What was in the file before. One whose part of speech is not said is the same as another in its sense. */
class Seen {
  readonly #bySense = new Map<string, Set<NewWord['partOfSpeech']>>();

  has(word: NewWord): boolean {
    const seen = this.#bySense.get(senseKey(word));
    return seen !== undefined && (word.partOfSpeech === 'other' || seen.has(word.partOfSpeech) || seen.has('other'));
  }

  add(word: NewWord): void {
    const sense = senseKey(word);
    this.#bySense.set(sense, (this.#bySense.get(sense) ?? new Set()).add(word.partOfSpeech));
  }
}

function wordOf({ cells, broken }: TableRow, html: boolean, reading: ReadingRows): NewWord | RowProblem {
  const { language, learnerLanguage, columns, grammar } = reading;
  const cell = (part: WordPart): string => {
    const column = columns[part];
    const text = column === undefined ? '' : (cells[column] ?? '');
    // Patter's own spreadsheets mark what a program would take for a formula.
    return html
      ? plainOfHtml(text)
      : text
          .replaceAll(/\s+/g, ' ')
          .trim()
          .replace(/^'(?=[=+\-@])/, '');
  };
  if (broken) return 'broken';
  const translation = cell('translation');
  const sentence = cell('sentence');
  const said = partOfSpeechIn(cell('partOfSpeech'), grammar);
  const listed = cell('lemma');
  const [primary = language] = language.split('-');
  const { lemma, article = cell('article') } =
    said === 'noun' || said === 'other' ? splitArticle(primary, listed) : { lemma: listed };
  if (lemma === '') return 'no-word';
  if (translation === '') return 'no-meaning';
  const others = ['reading', 'forms', 'surface', 'gender', 'article'] as const;
  if ([lemma, translation, ...others.map(cell)].some((text) => text.length > longestText)) return 'too-long';
  if (sentence.length > longestSentence) return 'too-long';
  const partOfSpeech = said === 'other' && article !== '' ? 'noun' : said;
  const noun = partOfSpeech === 'noun' ? agree(primary, lemma, cell('gender'), article) : null;
  return {
    language,
    learnerLanguage,
    lemma,
    partOfSpeech,
    translation,
    surface: cell('surface') || lemma,
    sentence,
    ...(noun?.gender !== undefined && { gender: noun.gender }),
    ...((noun?.article ?? article) !== '' && { article: noun?.article ?? article }),
    ...optional('reading', cell('reading')),
    ...optional('forms', cell('forms')),
    ...levelOf(cell('level')),
  };
}

function optional<Part extends string>(part: Part, text: string): Partial<Record<Part, string>> {
  return text === '' ? {} : ({ [part]: text } as Record<Part, string>);
}

function levelOf(text: string): { level?: Level } {
  const level = levels.find((name) => name === text.toUpperCase());
  return level === undefined ? {} : { level };
}
