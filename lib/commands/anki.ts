import { AnkiConnect } from '#lib/anki/connect.ts';
import { deckName, notesOf, type NoteNames } from '#lib/anki/note.ts';
import { openAnki } from '#lib/anki/open-anki.ts';
import { sendNotes, type SentNotes } from '#lib/anki/send-notes.ts';
import { learntWords } from '#lib/db/read/learnt-words.ts';
import { hostPattern } from '#lib/settings/address.ts';
import { ankiAddress, type Settings } from '#lib/settings/settings.ts';
import type { Access } from '#lib/tutor/connect.ts';

/** Has a running Anki ready for words of some languages (BCP 47 tags). @throws {PatterError} */
export async function prepareAnki(
  languages: readonly string[],
  names: NoteNames,
  settings: Settings,
  access: Pick<Access, 'allowed'>,
): Promise<void> {
  await openAnki(
    connection(settings, access),
    languages.map((language) => deckName(language, names)),
  );
}

/** Adds words to a running Anki that was made ready for them. @throws {PatterError} */
export async function sendToAnki(
  wordIds: readonly string[],
  names: NoteNames,
  settings: Settings,
  access: Pick<Access, 'allowed'>,
): Promise<SentNotes> {
  const words = await learntWords(wordIds);
  const items = words.flatMap((learnt) => notesOf(learnt, names));
  return sendNotes(connection(settings, access), items, Date.now());
}

function connection(settings: Settings, { allowed }: Pick<Access, 'allowed'>): AnkiConnect {
  const address = ankiAddress(settings);
  return new AnkiConnect({
    address,
    fetch: (...request) => fetch(...request),
    allowed: () => allowed(hostPattern(address)),
  });
}
