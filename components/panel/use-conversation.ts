import { latestConversation, readConversation } from '#lib/db/read/conversations.ts';
import type { Conversation } from '#lib/db/rows.ts';
import { useQuery, type Query } from '#components/ui/use-query.ts';

export type AskedConversation = number | 'latest' | 'new';

interface FoundConversation {
  /** What was asked for when this was found. */
  asked: AskedConversation;
  /** `null` where there is none yet. */
  conversation: Conversation | null;
}

/**
 * The conversation that a route asks for: the latest one in place of one that does not exist, is deleted or can not be
 * read. While another one is being read, the one before stays.
 */
export function useConversation(asked: AskedConversation): Query<FoundConversation> {
  return useQuery(async () => ({ asked, conversation: await find(asked) }), [asked]);
}

async function find(asked: AskedConversation): Promise<Conversation | null> {
  if (asked === 'new') return null;
  // Where it is the store that can not be read, the latest one can not be either.
  const found = asked === 'latest' ? undefined : await readConversation(asked).catch(() => undefined);
  return found ?? (await latestConversation()) ?? null;
}
