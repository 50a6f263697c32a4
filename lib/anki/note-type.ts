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

/** What a collection knows Patter's notes by. A change of the fields or of the cards' number takes another id and name. */
export const noteTypeName = 'Patter';
export const noteTypeId = 1_763_000_000_001;

/** When the note type was changed last, in seconds since the epoch: Anki takes over a newer one's looks. */
export const noteTypeChangedAt = 1_763_000_000;

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

/** How each kind of card is asked in Anki, in the order of its templates. A card is made where its question has something to show. */
export const templates: readonly Template[] = [
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
