import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatRequest, Provider, ProviderId, Usage } from '#lib/providers/provider.ts';
import { estimateTokens } from './tokens.ts';
import { isWaitedFor } from './waited.ts';

/** What keeps count of the requests to every tutor. */
export interface Meter {
  /**
   * Lets a request go ahead.
   * @param waited whether somebody waits for the answer: a correction only comes along
   * @throws {PatterError} `throttled`, `budget`
   */
  admit(tutor: ProviderId, waited: boolean): Promise<void>;
  /** Counts one that did. It never throws. */
  record(tutor: ProviderId, usage: Pick<Usage, 'input' | 'output'>): Promise<void>;
}

/**
 * A tutor whose replies are admitted and counted, however they end. What the vendor says they used is taken, else an
 * estimate of what was sent and of what came.
 *
 * A request that brought no part at all is not counted, since nobody can say whether the vendor does, unless its error is
 * `interrupted`: then a reply had begun.
 */
export function metered(provider: Provider, meter: Meter): Provider {
  const { promptCache } = provider;
  return {
    ...provider,
    async *stream(request, options) {
      await meter.admit(provider.id, isWaitedFor(request));
      let begun = false;
      let text = '';
      let usage: Usage | undefined;
      let counted = false;
      const count = async (): Promise<void> => {
        if (!begun || counted) return;
        counted = true;
        await meter.record(provider.id, usage ?? estimate(request, text));
      };
      try {
        for await (const part of provider.stream(request, options)) {
          begun = true;
          // What is taken back was paid for all the same.
          if (part.type === 'text') text += part.text;
          if (part.type === 'finish') usage = part.usage;
          yield part;
          // What may follow costs nothing more, and can take its time.
          if (part.type === 'finish') await count();
        }
      } catch (error) {
        begun ||= error instanceof PatterError && error.code === 'interrupted';
        throw error;
      } finally {
        await count();
      }
    },
    ...(promptCache && {
      promptCache: {
        ...promptCache,
        async fill(request, options) {
          await meter.admit(provider.id, false);
          const usage = await promptCache.fill(request, options);
          await meter.record(provider.id, usage ?? estimate(request, ''));
          return usage;
        },
      },
    }),
  };
}

function estimate({ system, reminder, messages }: ChatRequest, text: string): Usage {
  const sent = [system, reminder, ...messages.map((message) => message.text)];
  return { input: sent.reduce((sum, part) => sum + estimateTokens(part), 0), output: estimateTokens(text) };
}
