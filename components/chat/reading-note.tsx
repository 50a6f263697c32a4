import type { StoredReading } from '#lib/db/rows.ts';
import { t } from '#lib/i18n/message.ts';
import { shownNumber } from '#components/ui/shown-number.ts';

interface ReadingNoteProps {
  reading: StoredReading;
}

/** In UTF-16 units: enough to know it again by. */
const firstLines = 400;

/** What a conversation is about, folded up: what the tutor was given of a page, and how much of it. */
export function ReadingNote({ reading: { title, text, length } }: ReadingNoteProps) {
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
          ? t('reading_part', shownNumber(text.length), shownNumber(length))
          : t('reading_whole', shownNumber(length))}
      </p>
    </details>
  );
}
