import { useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { stateOfWord } from '#lib/db/read/words.ts';
import type { NewWord } from '#lib/db/word-rows.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import { t } from '#lib/i18n/message.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { useQuery } from '#components/ui/use-query.ts';

interface GlossActionsProps {
  word: NewWord;
  tutor: ProviderId;
  onClose: () => void;
}

/** What can be done with a word that was looked up. One that is being learnt is not offered again. */
export function GlossActions({ word, tutor, onClose }: GlossActionsProps) {
  const { answer: state } = useQuery(() => stateOfWord(word), [word.lemma, word.translation]);
  const [learnt, setLearnt] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const learning = state === 'learning' || state === 'suspended';

  function learn(): void {
    setError(null);
    request('words.learn', word).then(
      () => setLearnt(true),
      (thrown: unknown) => setError(toWire(thrown)),
    );
  }

  return (
    <>
      <p className="gloss-learning" role="status">
        {(learnt || learning) && (
          <>
            <Icon name="check" /> {t(learnt ? 'word_added' : 'word_learning')}
          </>
        )}
      </p>
      {error && <ErrorAlert error={error} tutor={tutor} />}
      <div className="gloss-actions">
        {!(learnt || learning) && (
          <Button primary onClick={learn}>
            {t('learn')}
          </Button>
        )}
        <Button
          onClick={() => {
            void request('words.know', word).catch(() => undefined);
            onClose();
          }}
        >
          {t('i_know_it')}
        </Button>
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </>
  );
}
