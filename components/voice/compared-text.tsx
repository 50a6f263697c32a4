import { interfaceLanguage, t, type MessageKey } from '#lib/i18n/message.ts';
import type { ComparedPart, Comparison, WordVerdict } from '#lib/recognition/compare.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { inOrder } from '#components/ui/in-order.ts';

interface ComparedTextProps {
  comparison: Comparison;
  /** BCP 47 tag of the sentence. */
  language: string;
  how: 'speech' | 'writing';
}

/** A sentence with what became of each of its words: in colour, in the line below it, and in words for who sees neither. */
export function ComparedText({ comparison, language, how }: ComparedTextProps) {
  const shown = new Set(comparison.parts.flatMap((part) => (part.kind === 'word' ? [part.verdict] : [])));
  const kinds = (['different', 'close', 'missed'] as const).filter((verdict) => shown.has(verdict));
  const names = legends[how];
  return (
    <div role="group" aria-label={t('sentence_said')}>
      <p className="compared" lang={language} dir={textDirection(language)}>
        {inOrder(comparison.parts, (part) => (
          <Part part={part} how={how} />
        ))}
      </p>
      {(kinds.length > 0 || comparison.extras > 0) && (
        <p className="compared-legend" aria-hidden="true">
          {kinds.map((verdict) => (
            <span key={verdict} className="compared-word" data-verdict={verdict}>
              {t(names[verdict])}
            </span>
          ))}
          {comparison.extras > 0 && <span className="compared-extra">{t('legend_extra')}</span>}
        </p>
      )}
    </div>
  );
}

const legends = {
  speech: { different: 'legend_heard_different', close: 'legend_close', missed: 'legend_missed' },
  writing: { different: 'legend_written_different', close: 'legend_close', missed: 'legend_missed' },
} as const satisfies Record<ComparedTextProps['how'], Record<Exclude<WordVerdict, 'heard'>, MessageKey>>;

function Part({ part, how }: { part: ComparedPart; how: ComparedTextProps['how'] }) {
  if (part.kind === 'between') return part.text;
  if (part.kind === 'extra') {
    return (
      <>
        {' '}
        <span className="compared-extra">
          {part.text}
          <Said words={t('word_extra')} />
        </span>{' '}
      </>
    );
  }
  const { text, verdict, instead } = part;
  if (verdict === 'heard') {
    return (
      <span className="compared-word" data-verdict="heard">
        {text}
      </span>
    );
  }
  return (
    <span className="compared-word" data-verdict={verdict}>
      {text}
      <Said words={wordsFor(verdict, instead, how)} />
      {instead !== '' && (
        <span className="compared-instead" aria-hidden="true">
          {instead}
        </span>
      )}
    </span>
  );
}

function wordsFor(verdict: WordVerdict, instead: string, how: ComparedTextProps['how']): string {
  if (verdict === 'missed') return t('word_missed');
  if (instead === '') return t('word_unclear');
  return t(how === 'speech' ? 'word_different' : 'word_written', instead);
}

/** What became of a word, for who does not see it: in the interface's language within the sentence's. */
function Said({ words }: { words: string }) {
  return <span className="visually-hidden" lang={interfaceLanguage()}>{` (${words}) `}</span>;
}
