import { memo } from 'react';
import type { StoredMessage } from '#lib/db/rows.ts';
import { t } from '#lib/i18n/message.ts';
import type { Level } from '#lib/providers/provider.ts';
import { textDirection } from '#lib/settings/languages.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { Markdown } from '#components/markdown/markdown.tsx';
import { CorrectionCard, type CardActions } from './correction-card.tsx';
import type { ShownMessage } from './merge-turn.ts';

type LoggedMessage = ShownMessage & Pick<StoredMessage, 'damaged'>;

interface MessageViewProps {
  message: LoggedMessage;
  /** BCP 47 tag of the conversation. */
  language: string;
  level: Level;
  settings: Settings;
  cardActions: (turnId: string) => CardActions;
}

/** One message of the log. It is drawn again only when something of the message itself has changed. */
export const MessageView = memo(
  function MessageView(props: MessageViewProps) {
    if (props.message.damaged) return <p className="outcome">{t('message_damaged')}</p>;
    return props.message.role === 'learner' ? <LearnerMessage {...props} /> : <TutorMessage {...props} />;
  },
  (before, after) =>
    before.language === after.language &&
    before.level === after.level &&
    before.settings === after.settings &&
    before.cardActions === after.cardActions &&
    isSame(before.message, after.message),
);

function isSame(before: LoggedMessage, after: LoggedMessage): boolean {
  return (
    before === after ||
    (before.text === after.text &&
      before.state === after.state &&
      before.damaged === after.damaged &&
      before.phase === after.phase &&
      before.waitingFor?.what === after.waitingFor?.what &&
      before.outdated === after.outdated &&
      JSON.stringify(before.card) === JSON.stringify(after.card) &&
      before.check?.hard.join() === after.check?.hard.join())
  );
}

function LearnerMessage({ message, language, level, settings, cardActions }: MessageViewProps) {
  return (
    <div className="learner">
      <article className="bubble" aria-label={t('you')} lang={language} dir="auto">
        {message.text}
      </article>
      {settings.correct && message.card !== undefined && (
        <CorrectionCard
          message={message.text}
          card={message.card}
          language={language}
          level={level}
          learnerLanguage={settings.learnerLanguage}
          hints={settings.hints}
          {...cardActions(message.turnId)}
        />
      )}
    </div>
  );
}

function TutorMessage({ message, language }: MessageViewProps) {
  const { text, state, phase, waitingFor } = message;
  const arriving = state === 'arriving' && phase !== 'replied';
  const waiting = phase === 'waiting' || (arriving && text === '');
  if (state !== 'arriving' && text === '') return null;
  return (
    <article
      className="tutor"
      aria-label={t('tutor')}
      aria-busy={state === 'arriving' || undefined}
      data-cursor={(arriving && !waiting) || undefined}
      data-outdated={message.outdated || undefined}
      lang={language}
      dir={textDirection(language)}
    >
      {text !== '' && <Markdown text={text} arriving={arriving && !waiting} speech={message.id} />}
      {waiting && <Waiting loading={waitingFor?.what === 'model'} />}
    </article>
  );
}

function Waiting({ loading }: { loading: boolean }) {
  return (
    <div className="waiting" dir="auto">
      <span className="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {loading && <span>{t('loading_model')}</span>}
    </div>
  );
}
