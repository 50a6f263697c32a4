import { latestConversations, readConversation } from '#lib/db/read/conversations.ts';
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
 * The conversation that a route asks for: the latest one in place of one that does not exist or is deleted. While another
 * one is being read, the one before stays.
 */
export function useConversation(asked: AskedConversation): Query<FoundConversation> {
  return useQuery(async () => ({ asked, conversation: await find(asked) }), [asked]);
}

async function find(asked: AskedConversation): Promise<Conversation | null> {
  if (asked === 'new') return null;
  const found = asked === 'latest' ? undefined : await readConversation(asked);
  return found ?? (await latestConversations(1))[0] ?? null;
}
