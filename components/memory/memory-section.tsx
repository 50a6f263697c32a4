import { useId, useRef } from 'react';
import { request } from '#lib/commands/request.ts';
import type { Fact } from '#lib/db/memory-rows.ts';
import { allFacts } from '#lib/db/read/memory.ts';
import { t } from '#lib/i18n/message.ts';
import { Button } from '#components/ui/button.tsx';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { useQuery } from '#components/ui/use-query.ts';
import { EditableNote } from './editable-note.tsx';
import { useMemoryEdits } from './use-memory-edits.ts';
import './memory.css';

interface MemorySectionProps {
  idleWork: boolean;
  onIdleWork: (idleWork: boolean) => void;
}

/** What tutors are told of the learner, and whether they are asked for more while nobody waits. */
export function MemorySection({ idleWork, onIdleWork }: MemorySectionProps) {
  const id = useId();
  const { answer: facts = [], error: unreadable } = useQuery(allFacts, []);
  const { deleted, error, change, remove, undo } = useMemoryEdits<Fact>();
  const section = useRef<HTMLElement>(null);
  const shownError = error ?? unreadable;
  return (
    <section className="memory" aria-labelledby={`${id}-title`} ref={section} tabIndex={-1}>
      <h2 id={`${id}-title`}>{t('memory')}</h2>
      <p className="section-note">{t(facts.length === 0 ? 'memory_empty' : 'memory_note')}</p>
      {facts.length > 0 && (
        <ul>
          {facts.map((fact) => (
            <li key={fact.id}>
              <EditableNote
                text={fact.text}
                label={t('memory_fact')}
                lang={fact.language}
                onChange={(text) => change(request('memory.fact', { id: fact.id, text }))}
                onDelete={() => {
                  section.current?.focus();
                  remove(fact, request('memory.forget', { id: fact.id }));
                }}
              />
              <p className="section-note">
                {t('memory_quote')} <q lang={fact.language}>{fact.quote}</q>
              </p>
            </li>
          ))}
        </ul>
      )}
      <output className="form-actions">
        {deleted !== null && (
          <>
            {t('memory_forgotten')}{' '}
            <Button
              onClick={() => {
                section.current?.focus();
                undo((fact) => request('memory.restore', fact));
              }}
            >
              {t('undo')}
            </Button>
          </>
        )}
      </output>
      {shownError && <ErrorAlert error={shownError} tutor="guided" inSettings />}
      <SwitchField label={t('idle_work')} note={t('idle_work_note')} checked={idleWork} onChange={onIdleWork} />
    </section>
  );
}
