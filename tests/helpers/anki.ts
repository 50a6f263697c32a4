import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import initSqlJs from 'sql.js';
import { notesOf, type NoteWithCards } from '#lib/anki/note.ts';
import { ankiPackage } from '#lib/anki/package.ts';

export const noteNames = { interfaceLanguage: 'en', grammar: { noun: 'noun', verb: 'verb', f: 'feminine' } };

/** A word's own note, and that of its card that is heard, if it has one. */
export function withNotes(learnt: Omit<NoteWithCards, 'note'>, source = ''): NoteWithCards[] {
  return notesOf({ ...learnt, source }, noteNames);
}

export function withNote(learnt: Omit<NoteWithCards, 'note'>, source = ''): NoteWithCards {
  const [own] = withNotes(learnt, source);
  if (own === undefined) throw new Error('no note');
  return own;
}

export function packageOf(items: readonly NoteWithCards[], now: number): Promise<Uint8Array<ArrayBuffer>> {
  return ankiPackage(items, () => initSqlJs(), now);
}

interface AnkiCard {
  template: string;
  deck: string;
  type: number;
  queue: number;
  due: number;
  interval: number;
  reps: number;
  lapses: number;
  stability: number | null;
  question: string;
  answer: string;
  spoken: { language: string; text: string }[];
}

interface AnkiState {
  imports: { new: number; updated: number; duplicate: number; conflicting: number }[];
  /** Whether Anki's own check of the database found nothing to repair. */
  sound: boolean;
  problems: string;
  notes: { guid: string; type: string; tags: string[]; fields: Record<string, string>; cards: AnkiCard[] }[];
  /** The names of the note types that are there. */
  types: string[];
  reviews: [id: number, ease: number, ivl: number, lastIvl: number, type: number][];
}

/** Has the real Anki import files one after the other into a new collection. */
export function importInAnki(
  python: string,
  files: readonly { name: string; content: Uint8Array | string }[],
): AnkiState {
  const folder = mkdtempSync(join(tmpdir(), 'patter-anki-'));
  try {
    const paths = files.map(({ name, content }, index) => {
      const path = join(folder, `${index}-${name}`);
      writeFileSync(path, content);
      return path;
    });
    const script = new URL('anki-imports.py', import.meta.url).pathname;
    return JSON.parse(execFileSync(python, [script, ...paths], { encoding: 'utf8' })) as AnkiState;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
