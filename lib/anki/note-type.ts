import type { CardKind } from '#lib/db/word-rows.ts';

/** The fields of a note, in their order. The first one is what Anki tells notes apart by. */
export const fieldNames = [
  'Key',
  'Word',
  'Reading',
  'Grammar',
  'Meaning',
  'Sentence',
  'Form',
  'Cloze',
  'Forms',
  'Source',
  'Language',
  'Direction',
] as const;

export type FieldName = (typeof fieldNames)[number];

/** When a note type was changed last, in seconds since the epoch: Anki takes over a newer one's looks. */
export const noteTypeChangedAt = 1_763_000_000;

/**
 * What Anki makes cards of a note by. It knows one again by its id (AnkiConnect: by its name), and takes one whose fields or
 * templates have other names for another note type: the notes that are there could never be updated again
 * (`rslib/src/import_export/package/apkg/import/notes.rs`). So neither may change. What is new is a note type of its own.
 */
export interface NoteType {
  id: number;
  name: string;
  /** In their order, which the cards' numbers go by. */
  templates: readonly Template[];
}

interface Template {
  kind: CardKind;
  name: string;
  question: string;
  answer: string;
  /** A question without any of these fields is no card. */
  needs: readonly FieldName[];
}

const inLanguage = (text: string): string => `<div lang="{{Language}}" dir="{{Direction}}">${text}</div>`;
const word = '<p class="word">{{Word}}{{#Reading}} ({{Reading}}){{/Reading}}</p>';
const meaning = '<p class="meaning" dir="auto">{{Meaning}}</p>{{#Grammar}}<p class="note">{{Grammar}}</p>{{/Grammar}}';
const sentence = '{{#Sentence}}<p class="sentence">{{Sentence}}</p>{{/Sentence}}';
const forms = '{{#Forms}}<p class="note">{{Forms}}</p>{{/Forms}}';
const source = '{{#Source}}<p class="note" dir="auto">{{Source}}</p>{{/Source}}';
const rule = '{{FrontSide}}<hr id="answer">';

/** What is asked about a word in writing. A card is made where its question has something to show. */
const writtenTemplates: readonly Template[] = [
  {
    kind: 'recognise',
    name: 'Recognise',
    needs: ['Word', 'Sentence'],
    question: inLanguage(
      '{{#Form}}<p class="sentence">{{Sentence}}</p>{{/Form}}{{^Form}}<p class="word">{{Word}}</p>{{/Form}}',
    ),
    answer: rule + inLanguage(word) + meaning + inLanguage(`{{^Form}}${sentence}{{/Form}}${forms}`) + source,
  },
  {
    kind: 'produce',
    name: 'Produce',
    needs: ['Meaning'],
    question: meaning,
    answer: rule + inLanguage(word + sentence + forms) + source,
  },
  {
    kind: 'cloze',
    name: 'Fill the gap',
    needs: ['Cloze'],
    question: `{{#Cloze}}${inLanguage('<p class="sentence">{{Cloze}}</p>')}${meaning}{{/Cloze}}`,
    answer: rule + inLanguage(sentence + word + forms) + source,
  },
];

const firstId = 1_763_000_000_001;

export const wordNoteType: NoteType = { id: firstId, name: 'Patter', templates: writtenTemplates };

/**
 * What is asked about a word by ear. Anki speaks by itself, in a language that stands in the template
 * (https://docs.ankiweb.net/templates/fields.html#text-to-speech): there is a note type for each.
 *
 * @param language BCP 47 tag
 */
export function listenNoteType(language: string): NoteType {
  const voice = ankiVoice(language);
  const spoken = (field: FieldName): string => `{{tts ${voice}:${field}}}`;
  return {
    id: firstId + Number.parseInt(voice.replace('_', ''), 36),
    name: `Patter Listen ${voice}`,
    templates: [
      {
        kind: 'listen',
        name: 'Listen',
        needs: ['Word', 'Sentence'],
        question: `{{#Sentence}}${spoken('Sentence')}{{/Sentence}}{{^Sentence}}${spoken('Word')}{{/Sentence}}`,
        answer: rule + inLanguage(word) + meaning + inLanguage(sentence + forms) + source,
      },
    ],
  };
}

/** Where the voices that computers bring along are not of the region that most speakers live in. */
const voiceRegions: Readonly<Record<string, string>> = { ar: 'SA', bn: 'IN', sw: 'KE' };

/** A language as Anki wants a voice's to be said: `es_ES`. */
function ankiVoice(tag: string): string {
  const said = new Intl.Locale(tag);
  const { language, region } = said.maximize();
  return [language, said.region ?? voiceRegions[language] ?? region].filter((part) => part !== undefined).join('_');
}

/** The cards' style sheet, for Anki's light and dark looks. */
export const css = `.card { font-family: system-ui, sans-serif; font-size: 20px; line-height: 1.5; text-align: center; }
.card p { margin: 0.4em 0; }
.word { font-size: 1.4em; font-weight: 600; }
.word, .sentence { font-family: Georgia, serif; }
.sentence { font-size: 1.2em; }
.sentence b { color: #b5411c; }
.nightMode .sentence b { color: #f4855e; }
.meaning { font-weight: 600; }
.note { font-size: 0.8em; opacity: 0.75; }
`;
