import { useState, type ReactNode } from 'react';
import { t } from '#lib/i18n/message.ts';
import { Button } from '#components/ui/button.tsx';

export interface Step {
  sentence: string;
  /** The learner has come to it from another one: the focus goes along. */
  moved: boolean;
  /** There is none after it. */
  last: boolean;
}

interface SentenceStepsProps {
  sentences: readonly string[];
  /** Draws one sentence. */
  children: (step: Step) => ReactNode;
}

/** One sentence at a time. */
export function SentenceSteps({ sentences, children }: SentenceStepsProps) {
  const [at, setAt] = useState(0);
  const [moved, setMoved] = useState(false);
  const sentence = sentences[at];
  const last = at === sentences.length - 1;
  if (sentence === undefined) return null;
  return (
    <>
      {sentences.length > 1 && <p className="sentence-count">{t('sentence_of', at + 1, sentences.length)}</p>}
      <div key={at} className="sentence">
        {children({ sentence, moved, last })}
      </div>
      {sentences.length > 1 && (
        <Button
          className="sentence-next"
          onClick={() => {
            setMoved(true);
            setAt(last ? 0 : at + 1);
          }}
        >
          {t(last ? 'first_sentence' : 'next_sentence')}
        </Button>
      )}
    </>
  );
}
