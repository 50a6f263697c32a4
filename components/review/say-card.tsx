import { useState } from 'react';
import type { Word } from '#lib/db/word-rows.ts';
import { t } from '#lib/i18n/message.ts';
import { browserRecognition } from '#lib/recognition/browser-recognition.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { splitSentence } from '#lib/words/cards.ts';
import { withArticle } from '#lib/words/identity.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { SayIt } from '#components/voice/say-it.tsx';

interface SayCardProps {
  word: Word;
  settings: Pick<Settings, 'tutor' | 'recognition'>;
}

/** Lets the learner say a card's sentence, or its word where it has none. Nothing where the browser recognises no speech. */
export function SayCard({ word, settings }: SayCardProps) {
  const [open, setOpen] = useState(false);
  if (browserRecognition() === null) return null;
  const { sentence, language } = word;
  const target = splitSentence(word) === null ? withArticle(word) : sentence;
  return (
    <div className="review-say">
      <Button aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="say-it" /> {t('say_it')}
      </Button>
      {open && (
        <div role="group" aria-label={t('say_it')}>
          <SayIt sentences={[target]} language={language} settings={settings} />
        </div>
      )}
    </div>
  );
}
