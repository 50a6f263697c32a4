import { cardKinds, type CardKind, type Word } from '#lib/db/word-rows.ts';
import { languageName, textDirection } from '#lib/settings/languages.ts';
import { cardKindsOf, splitSentence } from '#lib/words/cards.ts';
import { templates, type FieldName } from './note-type.ts';

/** What the interface calls things. It goes along, since not everywhere that notes are made can its texts be read. */
export interface NoteNames {
  /** BCP 47 tag of the interface. */
  interfaceLanguage: string;
  /** Names of parts of speech and genders, by what words carry for them. */
  grammar: Readonly<Record<string, string>>;
}

/** A word as Anki has it. All ways into Anki are made of these. */
export interface AnkiNote {
  /** The word's own id: the same for all ways and all times, whatever of the word is edited. */
  guid: string;
  deck: string;
  tags: readonly string[];
  /** HTML. */
  fields: Readonly<Record<FieldName, string>>;
  /** Which of the note type's cards it has, in their order. */
  kinds: readonly CardKind[];
}

/**
 * Makes a word's note.
 * @param source what the conversation that the word was met in is called; empty where there is none
 */
export function noteOf(word: Word, source: string, names: NoteNames): AnkiNote {
  const { id, language, lemma, article, reading, partOfSpeech, gender, translation, forms, level, sentence } = word;
  const split = splitSentence(word);
  const kinds = cardKindsOf(word).filter((kind) => templates.some((template) => template.kind === kind));
  return {
    guid: id,
    deck: deckName(language, names),
    tags: ['patter', ...(level === undefined ? [] : [`patter::${level}`]), `patter::${partOfSpeech}`],
    fields: {
      Key: html(id),
      Word: html(article === undefined ? lemma : `${article} ${lemma}`),
      Reading: html(reading ?? ''),
      Grammar: html(grammarName(partOfSpeech, gender, names)),
      Meaning: html(translation),
      Sentence: split === null ? html(sentence) : `${html(split.before)}<b>${html(split.word)}</b>${html(split.after)}`,
      Form: html(split?.word ?? ''),
      Cloze: split !== null && kinds.includes('cloze') ? `${html(split.before)}<b>[…]</b>${html(split.after)}` : '',
      Forms: html(forms ?? ''),
      Source: html(source),
      Language: html(language),
      Direction: textDirection(language),
    },
    kinds: kinds.toSorted((a, b) => cardKinds.indexOf(a) - cardKinds.indexOf(b)),
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
