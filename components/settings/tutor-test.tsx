import { useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import { t } from '#lib/i18n/message.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { tutorNames } from '#components/ui/tutor-names.ts';

type Outcome =
  | { phase: 'untried' | 'running' }
  | { phase: 'well'; text: string }
  | { phase: 'failed'; error: WireError };

interface TutorTestProps {
  tutor: ProviderId;
  /** Saves what was chosen and typed here, since that is what the worker tests. @returns whether it is saved */
  save: () => Promise<boolean>;
}

/** Has the tutor say one short thing, to prove that it can be talked to. */
export function TutorTest({ tutor, save }: TutorTestProps) {
  const [outcome, setOutcome] = useState<Outcome>({ phase: 'untried' });
  const running = outcome.phase === 'running';

  async function test(): Promise<void> {
    setOutcome({ phase: 'running' });
    try {
      if (!(await save())) {
        setOutcome({ phase: 'untried' });
        return;
      }
      const { text } = await request('tutor.test', { tutor });
      setOutcome({ phase: 'well', text });
    } catch (thrown) {
      setOutcome({ phase: 'failed', error: toWire(thrown) });
    }
  }

  return (
    <div className="tutor-test">
      <div className="form-actions">
        {/* Not disabled, which would take the focus away from it. */}
        <Button onClick={() => void (running || test())} aria-disabled={running}>
          {t('test')}
        </Button>
        <output className="test-well">
          {running && t('testing', t(tutorNames[tutor]))}
          {outcome.phase === 'well' && t('test_well', t(tutorNames[tutor]), outcome.text)}
        </output>
      </div>
      {outcome.phase === 'failed' && <ErrorAlert error={outcome.error} tutor={tutor} inSettings />}
    </div>
  );
}
