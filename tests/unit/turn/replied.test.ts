import { describe, expect, it } from 'vitest';
import type { ReplyCheck } from '#lib/tutor/level/reply-check.ts';
import type { ReplyPart } from '#lib/turn/running-turn.ts';
import { TurnServer } from '#lib/turn/server.ts';
import { MemoryTurnStore } from '#tests/helpers/memory-turn-store.ts';
import { createPortPair } from '#tests/helpers/port-pair.ts';

async function* parts(texts: string[], breaks: boolean): AsyncGenerator<ReplyPart> {
  for (const text of texts) yield { type: 'text', text };
  if (!breaks) yield { type: 'finish' };
}

/** Has one turn run to its end. @param followed whether a page has its conversation open then */
async function run({ followed = true, breaks = false }): Promise<{ told: unknown[]; toldAtCheck: number | null }> {
  const told: unknown[] = [];
  let toldAtCheck: number | null = null;
  const { panel, worker } = createPortPair();
  await new Promise<void>((resolve) => {
    const server = new TurnServer({
      store: new MemoryTurnStore(),
      ask: async () => {
        if (!followed) panel.postMessage({ type: 'attach', conversationId: 2 });
        await new Promise((settle) => setTimeout(settle));
        const check = async (): Promise<ReplyCheck> => {
          toldAtCheck = told.length;
          throw new Error('nothing is found out');
        };
        return { local: false, parts: parts(['Ho', 'la'], breaks), check };
      },
      hold: () => () => undefined,
      ready: Promise.resolve(),
      random: () => 0,
      onReplied: (reply) => told.push(reply),
      onEnded: () => resolve(),
    });
    server.accept(worker);
    panel.postMessage({ type: 'attach', conversationId: 1 });
    panel.postMessage({ type: 'send', conversationId: 1, turnId: 't', text: 'Hola' });
  });
  return { told, toldAtCheck };
}

describe('a reply that is whole', () => {
  it('is told with its text where a page follows it, before anything is found out about it', async () => {
    const told = [{ conversationId: 1, turnId: 't', text: 'Hola' }];
    expect(await run({})).toEqual({ told, toldAtCheck: 1 });
  });

  it('is not told where no page has its conversation open', async () => {
    expect(await run({ followed: false })).toEqual({ told: [], toldAtCheck: 0 });
  });

  it('is none where it broke off', async () => {
    expect(await run({ breaks: true })).toEqual({ told: [], toldAtCheck: null });
  });
});
