import { scheduleId, type CardKind, type Review, type Schedule, type Word } from '#lib/db/word-rows.ts';
import { languageName, textDirection } from '#lib/settings/languages.ts';
import { cardKindsOf, splitSentence } from '#lib/words/cards.ts';
import { withArticle } from '#lib/words/identity.ts';
import { listenNoteType, wordNoteType, type FieldName, type NoteType } from './note-type.ts';

/** What the interface calls things. It goes along, since not everywhere that notes are made can its texts be read. */
export interface NoteNames {
  /** BCP 47 tag of the interface. */
  interfaceLanguage: string;
  /** Names of parts of speech and genders, by what words carry for them. */
  grammar: Readonly<Record<string, string>>;
}

/** A word as Anki has it, or its card that is heard. All ways into Anki are made of these. */
export interface AnkiNote {
  /** The word's own id, or that of its card: the same for all ways and all times, whatever of the word is edited. */
  guid: string;
  type: NoteType;
  deck: string;
  tags: readonly string[];
  /** HTML. */
  fields: Readonly<Record<FieldName, string>>;
  /** Which of its type's cards it has, in their order. */
  kinds: readonly CardKind[];
}

/** A word and what is known of its cards. */
interface WordWithCards {
  word: Word;
  cards: readonly Schedule[];
  reviews: readonly Review[];
}

/** A note, the word that it is of, and what is known of the word's cards. */
export interface NoteWithCards extends WordWithCards {
  note: AnkiNote;
}

/**
 * Makes a word's notes: the word's own, and where it has a card that is heard, one for that.
 * @param source what the conversation that the word was met in is called; empty where there is none
 */
export function notesOf(learnt: WordWithCards & { source: string }, names: NoteNames): NoteWithCards[] {
  const { word, cards, reviews, source } = learnt;
  const { id, language, level, partOfSpeech } = word;
  const fields = fieldsOf(word, source, names);
  const own: AnkiNote = {
    guid: id,
    type: wordNoteType,
    deck: deckName(language, names),
    tags: ['patter', ...(level === undefined ? [] : [`patter::${level}`]), `patter::${partOfSpeech}`],
    fields,
    kinds: cardKindsOf(word),
  };
  const guid = scheduleId(id, 'listen');
  const heard: AnkiNote = {
    ...own,
    guid,
    type: listenNoteType(language),
    fields: { ...fields, Key: html(guid) },
    kinds: ['listen'],
  };
  const notes = cards.some(({ kind }) => kind === 'listen') ? [own, heard] : [own];
  return notes.map((note) => ({ note, word, cards, reviews }));
}

function fieldsOf(word: Word, source: string, names: NoteNames): AnkiNote['fields'] {
  const { id, language, reading, partOfSpeech, gender, translation, forms, sentence } = word;
  const split = splitSentence(word);
  const isCloze = cardKindsOf(word).includes('cloze');
  return {
    Key: html(id),
    Word: html(withArticle(word)),
    Reading: html(reading ?? ''),
    Grammar: html(grammarName(partOfSpeech, gender, names)),
    Meaning: html(translation),
    Sentence: split === null ? html(sentence) : `${html(split.before)}<b>${html(split.word)}</b>${html(split.after)}`,
    Form: html(split?.word ?? ''),
    Cloze: split !== null && isCloze ? `${html(split.before)}<b>[…]</b>${html(split.after)}` : '',
    Forms: html(forms ?? ''),
    Source: html(source),
    Language: html(language),
    Direction: textDirection(language),
  };
}

/** The deck that words of a language go into: "Patter::Spanish". */
export function deckName(language: string, { interfaceLanguage }: NoteNames): string {
  return `Patter::${languageName(language, interfaceLanguage).replaceAll(/::|"/g, ' ')}`;
}

function grammarName(partOfSpeech: Word['partOfSpeech'], gender: string | undefined, { grammar }: NoteNames): string {
  if (partOfSpeech === 'other') return '';
  return [partOfSpeech, gender].flatMap((tag) => (tag === undefined ? [] : (grammar[tag] ?? []))).join(', ');
}

/** A plain text as HTML that shows it, on one line: fields are kept apart by control characters, and rows by line ends. */
function html(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // Two braces would be read as a deletion, or as a field.
      .replaceAll('{{', '{&#123;')
      .replaceAll(/\r\n?|\n/g, '<br>')
      .replaceAll(/\p{Cc}/gu, ' ')
  );
}
