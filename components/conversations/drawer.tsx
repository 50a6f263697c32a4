import { useCallback, useEffect, useRef, useState } from 'react';
import { latestConversations } from '#lib/db/read/conversations.ts';
import { t, tn } from '#lib/i18n/message.ts';
import { goTo } from '#components/navigation/use-route.ts';
import { Button, IconButton } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { ScrollEnd } from '#components/ui/scroll-end.tsx';
import { useQuery } from '#components/ui/use-query.ts';
import { ConversationDeletion } from './conversation-deletion.tsx';
import { ConversationItem } from './conversation-item.tsx';
import type { ConversationEdits } from './use-conversation-edits.ts';

/** How many conversations are read at a time. */
const page = 20;

interface DrawerProps {
  open: boolean;
  onClose: () => void;
  /** The conversation that is open. */
  present: number | 'new';
  edits: ConversationEdits;
}

/** All conversations, newest first. Modal: the browser keeps the focus in it and gives it back. */
export function Drawer({ open, onClose, present, edits }: DrawerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  /** At once, so that what is gone to can take the focus after it has been given back. */
  function leave(): void {
    dialog.current?.close();
  }

  function startNew(): void {
    leave();
    goTo({ room: 'chat', conversation: 'new' });
  }

  return (
    <dialog ref={dialog} className="drawer" aria-labelledby="drawer-title" onClose={onClose} closedby="any">
      {open && (
        <div className="drawer-content">
          <header className="drawer-bar">
            <h2 id="drawer-title">{t('conversations')}</h2>
            <IconButton icon="close" label={t('close')} onClick={leave} />
          </header>
          <Button primary className="drawer-new" onClick={startNew}>
            <Icon name="plus" /> {t('new_conversation')}
          </Button>
          <ConversationList present={present} edits={edits} onLeave={leave} />
          <ConversationDeletion edits={edits} takesFocus />
        </div>
      )}
    </dialog>
  );
}

interface ConversationListProps {
  present: number | 'new';
  edits: ConversationEdits;
  onLeave: () => void;
}

function ConversationList({ present, edits, onLeave }: ConversationListProps) {
  const [limit, setLimit] = useState(page);
  const { answer: latest, error } = useQuery(() => latestConversations(limit), [limit]);
  const readMore = useCallback(() => setLimit((shown) => shown + page), []);
  if (latest === undefined) {
    return <div className="scroller">{error && <ErrorAlert error={error} tutor="guided" />}</div>;
  }
  const { conversations, damaged, more } = latest;
  return (
    <div className="scroller">
      {damaged > 0 && <p className="drawer-note">{tn('conversations_damaged', damaged)}</p>}
      {conversations.length + damaged === 0 && <p className="drawer-note">{t('no_conversations')}</p>}
      <ul className="conversations">
        {conversations.map((conversation) => (
          <ConversationItem
            key={conversation.id}
            conversation={conversation}
            present={conversation.id === present}
            edits={edits}
            onLeave={onLeave}
          />
        ))}
      </ul>
      {more && <ScrollEnd key={conversations.length + damaged} onNear={readMore} />}
    </div>
  );
}
