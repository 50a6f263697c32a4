import { useEffect, useRef } from 'react';
import { request } from '#lib/commands/request.ts';
import { t, type MessageKey } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import type { Level } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { inOrder } from '#components/ui/in-order.ts';
import { useAside } from './use-aside.ts';
import type { TappedWord } from './use-word-tap.ts';

interface GlossPopoverProps {
  tapped: TappedWord;
  /** BCP 47 tag of the word. */
  language: string;
  level: Level;
  settings: Settings;
  onClose: () => void;
}

/** From the word, and from the panel's edges, in pixels. */
const gap = 6;

/** What a word means, beside it. Escape or a press anywhere else closes it, and gives the focus back. */
export function GlossPopover({ tapped, language, level, settings, onClose }: GlossPopoverProps) {
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
          <p className="gloss-lemma" {...word}>
            {gloss.lemma}
          </p>
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
          <div className="gloss-actions">
            <Button
              onClick={() => {
                void request('words.know', { language, lemma: gloss.lemma }).catch(() => undefined);
                popover.current?.hidePopover();
              }}
            >
              {t('i_know_it')}
            </Button>
            <Button onClick={() => popover.current?.hidePopover()}>{t('close')}</Button>
          </div>
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

const grammarNames: Readonly<Record<string, MessageKey>> = {
  noun: 'grammar_noun',
  verb: 'grammar_verb',
  adj: 'grammar_adj',
  adv: 'grammar_adv',
  pron: 'grammar_pron',
  det: 'grammar_det',
  adp: 'grammar_adp',
  conj: 'grammar_conj',
  num: 'grammar_num',
  intj: 'grammar_intj',
  part: 'grammar_part',
  m: 'grammar_m',
  f: 'grammar_f',
  n: 'grammar_n',
  mf: 'grammar_mf',
  pl: 'grammar_pl',
};

/** "noun, feminine" for a core list's "noun f". Tags that only its inflection goes by are left out. */
function grammarWords(grammar: string): string {
  return grammar
    .split(' ')
    .flatMap((name) => (grammarNames[name] === undefined ? [] : [t(grammarNames[name])]))
    .join(', ');
}
