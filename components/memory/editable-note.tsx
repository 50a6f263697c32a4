import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { t } from '#lib/i18n/message.ts';
import { Button } from '#components/ui/button.tsx';
import { isFirstPress } from '#components/ui/first-press.ts';

interface EditableNoteProps {
  text: string;
  /** What kind of note it is, for screen readers. */
  label: string;
  lang?: string | undefined;
  /** @returns whether it was kept */
  onChange: (text: string) => Promise<boolean>;
  onDelete: () => void;
  /** Called as the learner begins to change it, and is done with that. */
  onEditing?: (editing: boolean) => void;
}

/** In UTF-16 units, as the worker takes it. */
const longestNote = 2_000;

/** Something that is remembered, in words that the learner can change. */
export function EditableNote({ text, label, lang, onChange, onDelete, onEditing }: EditableNoteProps) {
  const id = useId();
  const [written, setWritten] = useState<string | null>(null);
  const edit = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const editing = written !== null;

  const wasEditing = useRef(false);
  useEffect(() => {
    // Each takes the place of what had the focus; who has gone elsewhere meanwhile is left there.
    if (editing) field.current?.focus();
    else if (wasEditing.current && document.activeElement === document.body) edit.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  function begin(): void {
    setWritten(text);
    onEditing?.(true);
  }

  function leave(): void {
    setWritten(null);
    onEditing?.(false);
  }

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const changed = written?.trim() ?? '';
    // What could not be kept stays in its field.
    if (changed === '' || changed === text || (await onChange(changed))) leave();
  }

  if (editing) {
    return (
      <form className="note-form" onSubmit={(event) => void onSubmit(event)}>
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
        <Button ref={edit} aria-describedby={id} onClick={begin}>
          {t('edit')}
        </Button>
        <Button aria-describedby={id} onClick={(event) => isFirstPress(event) && onDelete()}>
          {t('delete')}
        </Button>
      </div>
    </>
  );
}
