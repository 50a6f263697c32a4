import { latestConversations, readConversation } from '#lib/db/read/conversations.ts';
import { reviewTimes } from '#lib/db/read/reviews.ts';
import type { ChatRequest } from '#lib/providers/provider.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { connectTutorWithModel, type Access } from '#lib/tutor/connect.ts';
import { estimateTokens } from '#lib/tutor/tokens.ts';
import { nextPrompt } from './conversation-at-rest.ts';
import { habitMs, isTimeToTalk } from './pattern.ts';

/** A model that was loaded stays for half an hour: so often it is worth asking for, in milliseconds. */
const everyMs = 5 * 60_000;

/** Whoever is not ready by then is left alone, in milliseconds. */
const patienceMs = 2 * 60_000;

/** How many conversations tell when the learner talks. */
const mostConversations = 100;

/** What tells that a turn may be near: the panel has been opened, the learner has come to the composer, or writes. */
export interface Sign {
  near: 'panel' | 'composer' | 'writing';
  conversationId?: number | undefined;
}

export interface WarmerOptions {
  access: Access;
  settings: () => Promise<Settings>;
  /** Whether a reply is on its way: its request does what would be done ahead. */
  isTurnLive: () => boolean;
  now: () => number;
}

/**
 * Makes a tutor ready for the turn that is likely to come: one on this computer loads its model, and what was said so far is read
 * into the vendor's cache, so that the first word comes sooner. It never throws: a turn says what is wrong.
 * @returns what to call at each sign of a turn
 */
export function createWarmer(options: WarmerOptions): (sign: Sign) => Promise<void> {
  const { access, settings, isTurnLive, now } = options;
  const load = atTimes(now);
  const fill = atTimes(now);
  return async ({ near, conversationId }) => {
    try {
      const chosen = await settings();
      const { tutor } = chosen;
      const { model, address } = chosen.tutors[tutor];
      const { readyAt } = providerSetups[tutor];
      // Without a model there is nothing to make ready.
      if (model === '' || readyAt === null || (readyAt === 'writing') !== (near === 'writing')) return;
      // What can not be read shows no habit.
      if (near === 'panel' && !(await isLikelyToTalk(now()).catch(() => true))) return;
      if (isTurnLive()) return;
      const { provider } = await connectTutorWithModel(tutor, chosen, access);
      const what = [tutor, address, model].join('\n');
      const { promptCache } = provider;
      if (provider.warm) await load(what, everyMs, async (signal) => provider.warm?.(model, { signal }));
      // Who only looks may look at one conversation after the other.
      if (near === 'panel' || promptCache === undefined || !chosen.idleWork || conversationId === undefined) return;
      const conversation = await readConversation(conversationId);
      // What the last turn left there is there still.
      if (conversation === undefined || Math.abs(now() - conversation.updatedAt) < promptCache.keptMs || isTurnLive())
        return;
      await fill(`${what}\n${conversationId}`, promptCache.keptMs, async (signal) => {
        const request = await nextPrompt(conversation, chosen, provider);
        if (request.messages.length === 0 || tokensOf(request) < promptCache.leastTokens) return;
        await promptCache.fill(request, { signal });
      });
    } catch {
      // There is nothing to be ready for, or no way to be.
    }
  };
}

/** Does something for the same thing once in a while only, as long as it does not fail. */
function atTimes(
  now: () => number,
): (what: string, everyMillis: number, act: (signal: AbortSignal) => Promise<void>) => Promise<void> {
  let latest: { what: string; at: number } | null = null;
  return async (what, everyMillis, act) => {
    if (latest?.what === what && Math.abs(now() - latest.at) < everyMillis) return;
    const mine = { what, at: now() };
    latest = mine;
    try {
      await act(AbortSignal.timeout(patienceMs));
    } catch {
      if (latest === mine) latest = null;
    }
  };
}

function tokensOf({ system, messages }: ChatRequest): number {
  return [system, ...messages.map(({ text }) => text)].reduce((sum, text) => sum + estimateTokens(text), 0);
}

/** By what the learner has done at this time of day. @throws {PatterError} */
async function isLikelyToTalk(now: number): Promise<boolean> {
  const [{ conversations }, reviewed] = await Promise.all([
    latestConversations(mostConversations),
    reviewTimes(now - habitMs),
  ]);
  const talked = conversations.flatMap(({ createdAt, updatedAt }) => [createdAt, updatedAt]);
  return isTimeToTalk({ talked, reviewed }, now);
}
