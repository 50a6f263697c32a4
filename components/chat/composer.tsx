import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent, type RefObject } from 'react';
import { latestReply } from '#lib/db/read/messages.ts';
import type { Conversation } from '#lib/db/rows.ts';
import { interfaceLanguage, t, tn } from '#lib/i18n/message.ts';
import type { Level } from '#lib/providers/provider.ts';
import { isHearing } from '#lib/recognition/listening.ts';
import { languageName } from '#lib/settings/languages.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { longestMessage } from '#lib/turn/protocol.ts';
import { IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { shownNumber } from '#components/ui/shown-number.ts';
import { useQuery } from '#components/ui/use-query.ts';
import { VoicePrompt } from '#components/voice/voice-prompt.tsx';
import { AnswerIdeas } from './answer-ideas.tsx';
import { isSendKey } from './composer-keys.ts';
import { ComposerField } from './composer-field.tsx';
import { useDraft } from './use-draft.ts';
import { useInputMethod } from './use-input-method.ts';
import { useRecording } from './use-recording.ts';

export interface SentMessage {
  /** Resolves once somebody else is known to have the message: until then its draft is the only copy on disk. */
  settled: Promise<void>;
}

interface ComposerProps {
  /** Whose draft this is. */
  conversationId: number;
  /** `null` where there is none yet. */
  conversation: Conversation | null;
  /** BCP 47 tag of what is to be written. */
  language: string;
  level: Level;
  settings: Settings;
  /** A reply is on its way: it can be stopped, and nothing can be sent. */
  live: boolean;
  /** @returns `null` where the message was not taken: its text stays here. */
  onSend: (text: string) => Promise<SentMessage | null>;
  onStop: () => void;
  /** A message that could not be kept, to be taken back. */
  returned: string | null;
  /** The text field, so that the focus can be brought back to it. */
  field: RefObject<HTMLTextAreaElement | null>;
}

/** Where the learner writes. */
export function Composer(props: ComposerProps) {
  const { conversationId, conversation, language, level, settings, live, onSend, onStop, returned, field } = props;
  const [ideas, setIdeas] = useState(false);
  const { answer: lastReply } = useQuery(() => latestReply(conversation?.id), [conversation?.id]);
  const { text, change: setText, flush, clear } = useDraft(conversationId);
  const [sending, setSending] = useState(false);
  const { composing, composedJustNow, handlers } = useInputMethod();
  const recording = useRecording({ language, place: settings.recognition, text, setText, field, composing });
  const excess = text.length - longestMessage;
  const sendable = text.trim() !== '' && excess <= 0;

  useEffect(() => field.current?.focus({ preventScroll: true }), [field]);
  useReturned(returned, text, setText);

  async function send(): Promise<void> {
    if (!sendable || live || sending) return;
    recording.end();
    setSending(true);
    flush();
    const sent = await onSend(text);
    setSending(false);
    if (sent === null) return;
    setIdeas(false);
    clear(sent.settled);
  }

  function use(idea: string): void {
    const before = text.trimEnd();
    setText(before === '' ? idea : `${before} ${idea}`);
    field.current?.focus();
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void send();
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!isSendKey(event.nativeEvent, composedJustNow())) return;
    event.preventDefault();
    void send();
  }

  const hearing = isHearing(recording.state);
  return (
    <>
      {ideas && !live && (
        <AnswerIdeas
          key={lastReply}
          turnId={lastReply ?? null}
          language={language}
          level={level}
          settings={settings}
          onUse={use}
        />
      )}
      {recording.listener !== null && (
        <VoicePrompt
          listener={recording.listener}
          state={recording.state}
          language={language}
          tutor={settings.tutor}
          onRetry={recording.start}
          onFocusLost={() => field.current?.focus()}
        />
      )}
      <form className="composer" onSubmit={onSubmit}>
        <div className="composer-box">
          <ComposerField
            field={field}
            spoken={recording.shown}
            aria-label={t('message')}
            aria-describedby={excess > 0 ? 'message-excess' : undefined}
            aria-invalid={excess > 0 || undefined}
            placeholder={t('composer_placeholder', languageName(language, interfaceLanguage()))}
            lang={language}
            spellCheck
            readOnly={sending}
            value={text}
            onChange={({ target }) => recording.type(target.value)}
            onKeyDown={onKeyDown}
            onCompositionStart={handlers.onCompositionStart}
            onCompositionEnd={() => {
              handlers.onCompositionEnd();
              setTimeout(recording.catchUp);
            }}
          />
          {recording.listener !== null && (
            <IconButton
              icon="microphone"
              label={t('record')}
              className="record"
              aria-pressed={recording.on}
              onClick={recording.toggle}
            />
          )}
          <IconButton
            icon="idea"
            label={t('answer_ideas')}
            aria-expanded={ideas && !live}
            disabled={live}
            onClick={() => setIdeas(!ideas)}
          />
          {live ? (
            <button
              key="stop"
              type="button"
              className="go go-stop"
              aria-label={t('stop')}
              title={t('stop')}
              onClick={onStop}
            >
              <Icon name="stop" />
            </button>
          ) : (
            <button
              key="send"
              type="submit"
              className="go"
              aria-label={t('send')}
              title={t('send')}
              disabled={!sendable}
            >
              <Icon name="send" />
            </button>
          )}
        </div>
        <output className="composer-listening">{hearing && t('listening_ends')}</output>
        {excess > 0 && (
          <p id="message-excess" className="composer-excess" role="alert">
            {tn('message_too_long', excess, shownNumber(longestMessage))}
          </p>
        )}
      </form>
    </>
  );
}

/** Takes back a message that could not be kept, before whatever has been written since. */
function useReturned(returned: string | null, text: string, setText: (text: string) => void): void {
  const taken = useRef<string | null>(null);
  useEffect(() => {
    if (returned === taken.current) return;
    taken.current = returned;
    if (returned !== null && !text.includes(returned)) setText(text === '' ? returned : `${returned}\n${text}`);
  }, [returned, text, setText]);
}
