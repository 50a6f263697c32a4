import Papa from 'papaparse';
import type { LearntWord } from '#lib/db/read/learnt-words.ts';
import type { NoteNames } from '#lib/anki/note.ts';

/** What a spreadsheet of words has in its columns. An import knows most of them by these names. */
const columns = [
  'Word',
  'Meaning',
  'Article',
  'Reading',
  'Part of speech',
  'Gender',
  'Forms',
  'Sentence',
  'Form',
  'Level',
  'Language',
  'State',
  'Due',
  'Source',
] as const;

/** Spreadsheets take a file without it for one in the system's old encoding. */
const byteOrderMark = '\uFEFF';

/** Words as a spreadsheet (CSV, RFC 4180). What begins like a formula is marked so that no program takes it for one. */
export function spreadsheetOf(words: readonly LearntWord[], { grammar }: NoteNames): string {
  const data = words.map(({ word, cards, source }) => {
    const due = Math.min(...cards.map((card) => card.due));
    return [
      word.lemma,
      word.translation,
      word.article ?? '',
      word.reading ?? '',
      word.partOfSpeech === 'other' ? '' : (grammar[word.partOfSpeech] ?? word.partOfSpeech),
      word.gender ?? '',
      word.forms ?? '',
      word.sentence,
      word.surface,
      word.level ?? '',
      word.language,
      word.state,
      Number.isFinite(due) ? new Date(due).toISOString() : '',
      source,
    ];
  });
  return (
    byteOrderMark + Papa.unparse({ fields: [...columns], data }, { escapeFormulae: true, newline: '\r\n' }) + '\r\n'
  );
}
