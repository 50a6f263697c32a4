import type { StoredReading } from '#lib/db/rows.ts';
import { interfaceLanguage, t } from '#lib/i18n/message.ts';

interface ReadingNoteProps {
  reading: StoredReading;
}

/** In UTF-16 units: enough to know it again by. */
const firstLines = 400;

/** What a conversation is about, folded up: what the tutor was given of a page, and how much of it. */
export function ReadingNote({ reading: { title, text, length } }: ReadingNoteProps) {
  const number = new Intl.NumberFormat(interfaceLanguage());
  return (
    <details className="reading">
      <summary>{t('reading')}</summary>
      {title !== '' && (
        <p className="reading-title" dir="auto">
          {title}
        </p>
      )}
      <p className="reading-text" dir="auto">
        {text.length > firstLines ? `${text.slice(0, firstLines).toWellFormed().trimEnd()}…` : text}
      </p>
      <p className="reading-part">
        {text.length < length
          ? t('reading_part', number.format(text.length), number.format(length))
          : t('reading_whole', number.format(length))}
      </p>
    </details>
  );
}
