import { useEffect, useRef } from 'react';
import { request } from '#lib/commands/request.ts';
import { t } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import type { Level } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { SpeakButton } from '#components/speech/speak-button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { grammarWords } from '#components/ui/grammar-words.ts';
import { inOrder } from '#components/ui/in-order.ts';
import { wordOfGloss } from './word-of-gloss.ts';
import { GlossActions } from './gloss-actions.tsx';
import { useAside } from './use-aside.ts';
import type { TappedWord } from './use-word-tap.ts';

interface GlossPopoverProps {
  tapped: TappedWord;
  /** BCP 47 tag of the word. */
  language: string;
  level: Level;
  settings: Settings;
  /** The conversation that the word was met in. */
  conversationId: number;
  onClose: () => void;
}

/** From the word, and from the panel's edges, in pixels. */
const gap = 6;

/** What a word means, beside it. Escape or a press anywhere else closes it, and gives the focus back. */
export function GlossPopover({ tapped, language, level, settings, conversationId, onClose }: GlossPopoverProps) {
  const { sentence, at, rect } = tapped;
  const popover = useRef<HTMLDivElement>(null);
  const { answer, busy, error, ask } = useAside(() => request('words.gloss', { language, level, sentence, at }));
  useEffect(ask, [ask]);
  useEffect(() => {
    const element = popover.current;
    element?.showPopover();
    element?.focus();
  }, []);
  useEffect(() => {
    const element = popover.current;
    if (element === null) return;
    const place = () => placeBeside(element, rect);
    // What is in it comes later, and takes more room.
    const observer = new ResizeObserver(place);
    observer.observe(element);
    return () => observer.disconnect();
  }, [rect]);

  const gloss = answer?.gloss;
  const word = { lang: language, dir: textDirection(language) };
  return (
    <div
      ref={popover}
      popover="auto"
      className="gloss"
      role="dialog"
      aria-label={t('word_meaning', answer?.word ?? '')}
      aria-busy={busy || undefined}
      tabIndex={-1}
      onToggle={({ newState }) => newState === 'closed' && onClose()}
    >
      {busy && <p role="status">{t('looking_up')}</p>}
      {error && <ErrorAlert error={error} tutor={settings.tutor} onRetry={ask} />}
      {answer !== null && !gloss && <p>{t('gloss_none', answer.word)}</p>}
      {gloss && (
        <>
          <div className="gloss-head">
            <p className="gloss-lemma" {...word}>
              {gloss.lemma}
            </p>
            <SpeakButton text={gloss.lemma} language={language} />
          </div>
          <p className="gloss-grammar">
            {gloss.source === 'list' ? grammarWords(gloss.grammar) : gloss.grammar}
            {gloss.band !== undefined && <> · {gloss.band}</>}
          </p>
          <p className="gloss-meaning">{gloss.translation}</p>
          {gloss.others.length > 0 && (
            <ul className="gloss-others">
              {inOrder(gloss.others, (other) => (
                <li>
                  <span {...word}>{other.lemma}</span> ({grammarWords(other.grammar)}): {other.translation}
                </li>
              ))}
            </ul>
          )}
          <GlossActions
            word={wordOfGloss(gloss, {
              surface: answer.word,
              sentence: answer.sentence,
              language,
              settings,
              conversationId,
            })}
            tutor={settings.tutor}
            onClose={() => popover.current?.hidePopover()}
          />
        </>
      )}
    </div>
  );
}

/** Below, or where there is no room above. */
function placeBeside(element: HTMLElement, rect: DOMRect): void {
  const { width, height } = element.getBoundingClientRect();
  const below = rect.bottom + gap;
  const fits = below + height + gap <= innerHeight;
  element.style.insetBlockStart = `${fits ? below : Math.max(gap, rect.top - height - gap)}px`;
  element.style.left = `${Math.max(gap, Math.min(rect.left, innerWidth - width - gap))}px`;
}
