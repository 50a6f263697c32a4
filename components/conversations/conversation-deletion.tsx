import { t } from '#lib/i18n/message.ts';
import { DeletionNotice } from '#components/ui/deletion-notice.tsx';
import { conversationTitle } from './conversation-title.ts';
import type { ConversationEdits } from './use-conversation-edits.ts';

interface ConversationDeletionProps {
  edits: ConversationEdits;
  takesFocus?: boolean;
}

/** Says which conversation was deleted, and offers to take it back. */
export function ConversationDeletion({ edits, takesFocus = false }: ConversationDeletionProps) {
  const { deleted, error, undo, settle } = edits;
  const text = deleted === null ? '' : t('conversation_deleted', conversationTitle(deleted));
  return (
    <DeletionNotice deleted={deleted} text={text} error={error} undo={undo} settle={settle} takesFocus={takesFocus} />
  );
}
