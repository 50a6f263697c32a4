import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { t } from '#lib/i18n/message.ts';
import { Button } from '#components/ui/button.tsx';

interface EditableNoteProps {
  text: string;
  /** What kind of note it is, for screen readers. */
  label: string;
  lang?: string | undefined;
  onChange: (text: string) => void;
  onDelete: () => void;
}

/** In UTF-16 units, as the worker takes it. */
const longestNote = 2_000;

/** Something that is remembered, in words that the learner can change. */
export function EditableNote({ text, label, lang, onChange, onDelete }: EditableNoteProps) {
  const id = useId();
  const [written, setWritten] = useState<string | null>(null);
  const edit = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const editing = written !== null;

  useEffect(() => {
    // It takes the place of the button that was pressed.
    if (editing) field.current?.focus();
  }, [editing]);

  function leave(): void {
    setWritten(null);
    // The field that had the focus goes away.
    setTimeout(() => edit.current?.focus());
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    const changed = written?.trim() ?? '';
    if (changed !== '' && changed !== text) onChange(changed);
    leave();
  }

  if (editing) {
    return (
      <form className="note-form" onSubmit={onSubmit}>
        <textarea
          ref={field}
          aria-label={label}
          lang={lang}
          dir="auto"
          rows={3}
          maxLength={longestNote}
          value={written}
          onChange={({ target }) => setWritten(target.value)}
        />
        <div className="form-actions">
          <Button primary type="submit">
            {t('save')}
          </Button>
          <Button onClick={leave}>{t('cancel')}</Button>
        </div>
      </form>
    );
  }
  return (
    <>
      <p id={id} lang={lang} dir="auto">
        {text}
      </p>
      <div className="form-actions">
        <Button ref={edit} aria-describedby={id} onClick={() => setWritten(text)}>
          {t('edit')}
        </Button>
        <Button aria-describedby={id} onClick={onDelete}>
          {t('delete')}
        </Button>
      </div>
    </>
  );
}
