import { AnkiConnect } from '#lib/anki/connect.ts';
import { deckName, notesOf, type NoteNames } from '#lib/anki/note.ts';
import { openAnki } from '#lib/anki/open-anki.ts';
import { sendNotes, type SentNotes } from '#lib/anki/send-notes.ts';
import { learntWords } from '#lib/db/read/learnt-words.ts';
import { hostPattern } from '#lib/settings/address.ts';
import { ankiAddress, type Settings } from '#lib/settings/settings.ts';

/** What reaching AnkiConnect takes. */
export interface AnkiAccess {
  /** The key that the learner has saved for it. */
  key: () => Promise<string | undefined>;
  /** Whether the learner has allowed Patter to reach these hosts. */
  allowed: (pattern: string) => Promise<boolean>;
}

/** Has a running Anki ready for words of some languages (BCP 47 tags). @throws {PatterError} */
export async function prepareAnki(
  languages: readonly string[],
  names: NoteNames,
  settings: Settings,
  access: AnkiAccess,
): Promise<void> {
  await openAnki(
    await connection(settings, access),
    languages.map((language) => deckName(language, names)),
  );
}

/** Adds words to a running Anki that was made ready for them. @throws {PatterError} */
export async function sendToAnki(
  wordIds: readonly string[],
  names: NoteNames,
  settings: Settings,
  access: AnkiAccess,
): Promise<SentNotes> {
  const words = await learntWords(wordIds);
  const items = words.flatMap((learnt) => notesOf(learnt, names));
  return sendNotes(await connection(settings, access), items, Date.now());
}

async function connection(settings: Settings, { key, allowed }: AnkiAccess): Promise<AnkiConnect> {
  const address = ankiAddress(settings);
  return new AnkiConnect({
    address,
    key: await key(),
    fetch: (...request) => fetch(...request),
    allowed: () => allowed(hostPattern(address)),
  });
}
