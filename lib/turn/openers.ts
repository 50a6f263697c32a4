import { takeOpener } from '#lib/db/write/openers.ts';
import type { ChatRequest, Provider, ProviderId } from '#lib/providers/provider.ts';
import { memoryNonce } from './memory.ts';

type Asked = Pick<ChatRequest, 'model' | 'system' | 'reminder'>;

/**
 * What tells an opener apart: the tutor, its model and every word of the prompt, so that one that was made of anything else (another
 * level, a fact that is forgotten by now) is not found. Only what fences the memory is another in each conversation.
 */
export async function openerKey(
  tutor: ProviderId,
  { model, system, reminder }: Asked,
  conversationId: number,
): Promise<string> {
  const prompt = system.replaceAll(memoryNonce(conversationId), '');
  const text = new TextEncoder().encode(JSON.stringify([tutor, model, prompt, reminder]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The tutor, which says at once what was made ahead for the very same request, and then has it no more. It was admitted and counted
 * as it was made.
 */
export function withOpeners(provider: Provider): Provider {
  return {
    ...provider,
    async *stream(request, options) {
      const opener = isBeginning(request) ? await openerFor(request, provider.id) : null;
      if (opener === null) {
        yield* provider.stream(request, options);
        return;
      }
      yield { type: 'text', text: opener.text };
      yield { type: 'finish', reason: 'stop' };
    },
  };
}

/** Whether the tutor speaks first. */
function isBeginning({ messages, responseSchema }: ChatRequest): boolean {
  return messages.length === 0 && responseSchema === undefined;
}

/** Without the store there is none, and the tutor is asked. */
async function openerFor(request: ChatRequest, tutor: ProviderId): ReturnType<typeof takeOpener> {
  try {
    return await takeOpener(await openerKey(tutor, request, request.lesson.conversationId), Date.now());
  } catch {
    return null;
  }
}
