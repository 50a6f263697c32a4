import { css, fieldNames, noteTypeChangedAt, wordNoteType, type NoteType } from './note-type.ts';

/** Anki's collection, version 11: what every Anki reads from a package (`rslib/src/storage/schema11.sql` of its source). */
export const schemaVersion = 11;

export const schema = `
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
  ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
  models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
  usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
  ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL,
  odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
  ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
`;

/** The collection's settings: days begin where Patter's do. `minutesWest` is the clock's offset at its beginning. */
export function collectionConfig(minutesWest: number): object {
  return {
    activeDecks: [1],
    curDeck: 1,
    curModel: wordNoteType.id,
    newSpread: 0,
    collapseTime: 1200,
    timeLim: 0,
    estTimes: true,
    dueCounts: true,
    nextPos: 1,
    sortType: 'noteFld',
    sortBackwards: false,
    addToCur: true,
    dayLearnFirst: false,
    schedVer: 2,
    sched2021: true,
    rollover: 4,
    creationOffset: minutesWest,
  };
}

/** Note types by their id, as `col.models` has them. */
export function noteTypeTable(types: readonly NoteType[]): object {
  return Object.fromEntries(types.map((type) => [type.id, noteTypeRow(type)]));
}

function noteTypeRow({ id, name, templates }: NoteType): object {
  return {
    id,
    name,
    type: 0,
    mod: noteTypeChangedAt,
    usn: -1,
    // Sorted by the word, not by the key.
    sortf: fieldNames.indexOf('Word'),
    did: null,
    tmpls: templates.map((template, ord) => ({
      name: template.name,
      ord,
      qfmt: template.question,
      afmt: template.answer,
      bqfmt: '',
      bafmt: '',
      did: null,
      bfont: '',
      bsize: 0,
    })),
    flds: fieldNames.map((field, ord) => ({
      name: field,
      ord,
      sticky: false,
      rtl: false,
      font: 'Arial',
      size: 20,
      media: [],
    })),
    css,
    latexPre: '',
    latexPost: '',
    req: templates.map(({ needs }, ord) => [ord, 'any', needs.map((field) => fieldNames.indexOf(field))]),
    tags: [],
    vers: [],
  };
}

/** Decks by their id, as `col.decks` has them. @param decks ids by names @param changedAt in seconds since the epoch */
export function deckTable(decks: ReadonlyMap<string, number>, changedAt: number): object {
  // Anki wants its own first deck in every collection.
  return Object.fromEntries(
    [['Default', 1] as const, ...decks].map(([name, id]) => [
      id,
      {
        id,
        name,
        mod: changedAt,
        usn: -1,
        lrnToday: [0, 0],
        revToday: [0, 0],
        newToday: [0, 0],
        timeToday: [0, 0],
        collapsed: false,
        browserCollapsed: false,
        desc: '',
        dyn: 0,
        conf: 1,
        extendNew: 0,
        extendRev: 0,
      },
    ]),
  );
}

/** Anki's own first options for decks. An import leaves the learner's as they are. */
export function deckOptions(): object {
  return {
    1: {
      id: 1,
      name: 'Default',
      mod: 0,
      usn: 0,
      maxTaken: 60,
      autoplay: true,
      timer: 0,
      replayq: true,
      dyn: false,
      new: { delays: [1, 10], ints: [1, 4, 0], initialFactor: 2500, order: 1, perDay: 20, bury: false },
      rev: { perDay: 200, ease4: 1.3, ivlFct: 1, maxIvl: 36_500, hardFactor: 1.2, bury: false },
      lapse: { delays: [10], mult: 0, minInt: 1, leechFails: 8, leechAction: 1 },
    },
  };
}
