import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { request } from '#lib/commands/request.ts';
import { drillVerdict } from '#lib/corrections/drill-verdict.ts';
import { t, tn } from '#lib/i18n/message.ts';
import type { CorrectionCategory } from '#lib/providers/correction.ts';
import type { Level } from '#lib/providers/provider.ts';
import { textDirection } from '#lib/settings/languages.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { Button, IconButton } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { categoryNames } from './correction-card.tsx';
import { useAside } from './use-aside.ts';

interface DrillProps {
  category: CorrectionCategory;
  language: string;
  level: Level;
  settings: Settings;
  /** What the button says that closes it once it is done. */
  closeLabel: string;
  onClose: () => void;
}

/** Five quick sentences from the learner's own mistakes. Modal: the browser keeps the focus in it and gives it back. */
export function Drill({ category, language, level, settings, closeLabel, onClose }: DrillProps) {
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const { answer, busy, error, ask } = useAside(() => request('correction.drill', { language, level, category }));
  const [at, setAt] = useState(0);
  const [right, setRight] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(ask, [ask]);
  const items = answer?.items ?? [];
  const item = items[at];
  return (
    <dialog ref={dialog} className="drill" aria-labelledby={title} onClose={onClose} closedby="any">
      <header className="drawer-bar">
        <h2 id={title}>{t('practise_title', t(categoryNames[category]))}</h2>
        <IconButton icon="close" label={t('close')} onClick={() => dialog.current?.close()} />
      </header>
      <div className="drill-body">
        {busy && <p role="status">{t('preparing_drill')}</p>}
        {error && <ErrorAlert error={error} tutor={settings.tutor} onRetry={ask} />}
        {item !== undefined && (
          <DrillItemForm
            key={at}
            item={item}
            progress={t('drill_progress', at + 1, items.length)}
            language={language}
            level={level}
            learnerLanguage={settings.learnerLanguage}
            onNext={(knew) => {
              if (knew) setRight(right + 1);
              setAt(at + 1);
            }}
          />
        )}
        {answer !== null && item === undefined && (
          <div role="status">
            <p>{items.length === 0 ? t('drill_empty') : tn('drill_done', right, items.length)}</p>
            <Button primary onClick={() => dialog.current?.close()}>
              {closeLabel}
            </Button>
          </div>
        )}
      </div>
    </dialog>
  );
}

interface DrillItemFormProps {
  item: { before: string; answer: string; after: string; wrong: string; explanation?: string | undefined };
  progress: string;
  language: string;
  level: Level;
  learnerLanguage: string;
  /** @param knew whether it was right the first time */
  onNext: (knew: boolean) => void;
}

type Outcome = 'right' | 'close' | 'wrong' | 'shown';

const outcomeWords = {
  right: 'attempt_right',
  close: 'attempt_close',
  wrong: 'attempt_wrong',
  shown: 'answer_shown',
} as const;

function DrillItemForm({ item, progress, language, level, learnerLanguage, onNext }: DrillItemFormProps) {
  const id = useId();
  const [attempt, setAttempt] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [tries, setTries] = useState(0);
  const over = outcome === 'right' || outcome === 'shown';
  const field = useRef<HTMLInputElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  // The learner came here to write.
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (over) next.current?.focus();
  }, [over]);
  const words = { lang: language, dir: textDirection(language) };

  function check(event: FormEvent): void {
    event.preventDefault();
    if (over || attempt.trim() === '') return;
    setTries(tries + 1);
    setOutcome(drillVerdict(item.answer, attempt, level));
  }

  return (
    <form className="drill-item" onSubmit={check}>
      <p className="drill-progress">{progress}</p>
      <p className="drill-sentence" {...words}>
        {item.before}
        {over ? <ins>{item.answer}</ins> : <span className="drill-gap">{item.wrong === '' ? '…' : item.wrong}</span>}
        {item.after}
      </p>
      <label htmlFor={id}>{item.wrong === '' ? t('drill_fill') : t('drill_put_right', item.wrong)}</label>
      <div className="answer-field">
        <input
          ref={field}
          id={id}
          {...words}
          value={attempt}
          readOnly={over}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={({ target }) => setAttempt(target.value)}
        />
      </div>
      <p role="status">
        {outcome !== null && t(outcomeWords[outcome])}{' '}
        {over && item.explanation !== undefined && (
          <span lang={learnerLanguage} dir="auto">
            {item.explanation}
          </span>
        )}
      </p>
      <div className="alert-actions">
        {over ? (
          <Button ref={next} primary onClick={() => onNext(outcome === 'right' && tries === 1)}>
            {t('next')}
          </Button>
        ) : (
          <>
            <Button type="submit" primary>
              {t('check')}
            </Button>
            <Button onClick={() => setOutcome('shown')}>{t('show_answer')}</Button>
          </>
        )}
      </div>
    </form>
  );
}
