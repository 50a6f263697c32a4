import type { NoteNames } from '#lib/anki/note.ts';
import { interfaceLanguage } from '#lib/i18n/message.ts';
import { namesOfGrammar } from '#components/ui/grammar-words.ts';

/** What this interface calls things, for those that can not read its texts. */
export function noteNames(): NoteNames {
  return { interfaceLanguage: interfaceLanguage(), grammar: namesOfGrammar() };
}
