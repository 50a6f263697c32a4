import { readSummary, recentFacts } from '#lib/db/read/memory.ts';
import { readReply } from '#lib/db/read/messages.ts';
import type { Memory } from '#lib/tutor/prompt.ts';
import type { TurnQuestion } from './server.ts';

/** So much a prompt has room for. */
const mostFacts = 10;

export interface Recalled {
  memory: Memory | null;
  /** The position of the last message that the memory stands for. */
  upTo: number;
}

/** What fences what is remembered in a conversation's prompts: its own id, which is drawn at random and told nobody. */
export function memoryNonce(conversationId: number): string {
  return conversationId.toString(16).padStart(16, '0');
}

export const forgotten: Recalled = { memory: null, upTo: 0 };

/**
 * What the tutor remembers of a learner and of a conversation, instead of the messages that it was made of. Without it a tutor
 * still teaches: a store that can not be read is no failure.
 * @param language BCP 47 tag
 */
export async function recall(
  { conversationId, turnId }: Pick<TurnQuestion, 'conversationId' | 'turnId'>,
  language: string,
): Promise<Recalled> {
  try {
    const [summary, facts, reply] = await Promise.all([
      readSummary(conversationId),
      recentFacts(language, mostFacts),
      readReply(turnId),
    ]);
    // A reply from before is asked for once more: what came after it is not known yet.
    const covered = summary !== undefined && (reply?.position ?? Number.POSITIVE_INFINITY) > summary.upTo;
    const memory = {
      summary: covered ? summary.text : '',
      facts: facts.map(({ text }) => text),
      nonce: memoryNonce(conversationId),
    };
    return { memory, upTo: covered ? summary.upTo : 0 };
  } catch {
    return forgotten;
  }
}
