import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { t } from '#lib/i18n/message.ts';
import type { Model, ProviderId } from '#lib/providers/provider.ts';
import { IconButton } from '#components/ui/button.tsx';
import { errorWords } from '#components/ui/error-words.ts';
import { tutorNames } from '#components/ui/tutor-names.ts';
import { defaultModel } from './default-model.ts';
import type { ModelList } from './use-models.ts';

interface ModelFieldProps {
  tutor: ProviderId;
  /** The chosen model's id; empty until one is chosen. */
  value: string;
  offered: ModelList;
  onChange: (model: string) => void;
}

/**
 * Chooses a model from what the tutor offers, or any other by its name: an editable combobox after the ARIA Authoring
 * Practices (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
 */
export function ModelField({ tutor, value, offered, onChange }: ModelFieldProps) {
  const id = useId();
  const { models, loading, reload } = offered;
  const [typed, setTyped] = useState(value);
  const [typedOver, setTypedOver] = useState(value);
  const [list, setList] = useState<'closed' | 'all' | 'matching'>('closed');
  const [active, setActive] = useState(-1);
  const listbox = useRef<HTMLDivElement>(null);
  if (value !== typedOver) {
    setTypedOver(value);
    setTyped(value);
  }
  const shown = list === 'matching' ? matching(models ?? [], typed) : (models ?? []);
  const expanded = list !== 'closed' && shown.length > 0;

  useEffect(() => {
    const first = value === '' && models !== null ? defaultModel(tutor, models) : undefined;
    if (first !== undefined) onChange(first);
  }, [models, onChange, tutor, value]);
  useEffect(() => {
    // Not returned: newer browsers give a promise, which React would take for the effect's end.
    listbox.current?.children.item(active)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  function choose(model: string): void {
    setList('closed');
    setActive(-1);
    setTyped(model);
    if (model !== value) onChange(model);
  }

  function move(step: 1 | -1): void {
    if (!expanded) setList('all');
    const from = active === -1 && step === -1 ? 0 : active;
    setActive(shown.length === 0 ? -1 : (from + step + shown.length) % shown.length);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') choose((expanded ? shown[active]?.id : undefined) ?? typed.trim());
    else if (event.key === 'Escape' && expanded) choose(value);
    else return;
    event.preventDefault();
  }

  return (
    <div className="field">
      <label htmlFor={`${id}-model`}>{t('model')}</label>
      <div className="combobox">
        <input
          id={`${id}-model`}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={expanded}
          aria-controls={`${id}-models`}
          aria-activedescendant={expanded && active >= 0 ? `${id}-model-${active}` : undefined}
          aria-describedby={`${id}-model-state`}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setList('matching');
            setActive(-1);
          }}
          onClick={() => setList('all')}
          onBlur={() => choose(typed.trim())}
          onKeyDown={onKeyDown}
        />
        <IconButton icon="reload" label={t('reload_models')} onClick={reload} disabled={loading} />
        <div ref={listbox} id={`${id}-models`} role="listbox" aria-label={t('models')} hidden={!expanded}>
          {shown.map(({ id: model, name }, index) => (
            <div
              key={model}
              id={`${id}-model-${index}`}
              role="option"
              aria-selected={index === active}
              onPointerDown={(event) => {
                // The field keeps the focus; losing it would choose what is typed.
                event.preventDefault();
                choose(model);
              }}
            >
              {model}
              {name !== model && <small>{name}</small>}
            </div>
          ))}
        </div>
      </div>
      <output id={`${id}-model-state`} className="field-note">
        {stateOf(offered, tutor)}
      </output>
    </div>
  );
}

/** The models that what is typed may be meant for; none once it is one. */
function matching(models: readonly Model[], typed: string): readonly Model[] {
  const wanted = typed.trim().toLowerCase();
  if (models.some(({ id }) => id.toLowerCase() === wanted)) return [];
  return models.filter(({ id, name }) => id.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted));
}

function stateOf({ models, loading, error }: ModelList, tutor: ProviderId): string {
  if (loading) return t('models_loading');
  if (error) return t('models_failed', t(errorWords[error.code].title, t(tutorNames[tutor])));
  if (models === null) return t('models_later');
  return models.length === 0 ? t('models_none') : '';
}
