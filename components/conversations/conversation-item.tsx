import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import type { Conversation } from '#lib/db/rows.ts';
import { interfaceLanguage, t } from '#lib/i18n/message.ts';
import { languageName } from '#lib/settings/languages.ts';
import { routeHash } from '#components/navigation/route.ts';
import { IconButton } from '#components/ui/button.tsx';
import { isFirstPress } from '#components/ui/first-press.ts';
import { conversationTitle } from './conversation-title.ts';
import type { ConversationEdits } from './use-conversation-edits.ts';

interface ConversationItemProps {
  conversation: Conversation;
  /** This is the conversation that is open. */
  present: boolean;
  edits: ConversationEdits;
  onLeave: () => void;
}

/** One conversation of the list: a link to it, and what can be done to it. */
export function ConversationItem({ conversation, present, edits, onLeave }: ConversationItemProps) {
  const { id, language, level, updatedAt } = conversation;
  const [renaming, setRenaming] = useState(false);
  const renameButton = useRef<HTMLButtonElement>(null);
  const linkId = `conversation-${id}`;

  function endRenaming(): void {
    setRenaming(false);
    // The field is gone; without this the focus would be nowhere.
    requestAnimationFrame(() => renameButton.current?.focus());
  }

  if (renaming) {
    return (
      <li className="conversation-item">
        <TitleField
          title={conversation.title}
          onSave={(changed) => {
            edits.rename(id, changed);
            endRenaming();
          }}
          onLeave={endRenaming}
        />
      </li>
    );
  }
  return (
    <li className="conversation-item">
      <a
        id={linkId}
        href={routeHash({ room: 'chat', conversation: id })}
        aria-current={present ? 'page' : undefined}
        onClick={onLeave}
      >
        <span className="conversation-title" dir="auto">
          {conversationTitle(conversation)}
        </span>
        <small>
          {languageName(language, interfaceLanguage())} · {level} · {shortDate(updatedAt)}
        </small>
      </a>
      <IconButton
        ref={renameButton}
        icon="pencil"
        label={t('rename')}
        aria-describedby={linkId}
        onClick={() => setRenaming(true)}
      />
      <IconButton
        icon="bin"
        label={t('delete')}
        aria-describedby={linkId}
        onClick={(event) => isFirstPress(event) && edits.remove(conversation, present)}
      />
    </li>
  );
}

interface TitleFieldProps {
  title: string;
  onSave: (title: string) => void;
  onLeave: () => void;
}

const longestTitle = 200;

function TitleField({ title, onSave, onLeave }: TitleFieldProps) {
  const [text, setText] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (text.trim() === '') onLeave();
    else onSave(text.trim());
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    // Leaves the field, not the drawer.
    event.preventDefault();
    event.stopPropagation();
    onLeave();
  }

  return (
    <form className="conversation-rename" onSubmit={onSubmit}>
      <input
        ref={field}
        aria-label={t('conversation_title')}
        dir="auto"
        maxLength={longestTitle}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
      />
      <IconButton icon="check" label={t('save')} type="submit" />
      <IconButton icon="close" label={t('cancel')} onClick={onLeave} />
    </form>
  );
}

function shortDate(time: number): string {
  const date = new Date(time);
  const today = new Date().toDateString() === date.toDateString();
  const format: Intl.DateTimeFormatOptions = today ? { timeStyle: 'short' } : { dateStyle: 'medium' };
  return new Intl.DateTimeFormat(interfaceLanguage(), format).format(date);
}
