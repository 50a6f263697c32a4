import { jobKinds, type JobKind } from '#lib/db/memory-rows.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { IdleTools } from './conversation-at-rest.ts';
import { extractWords, type Suggestions } from './extract-words.ts';
import { isDueForSummary, summarise } from './summarise.ts';
import { IdleRunner, type IdleRunnerOptions } from './runner.ts';

export interface IdleWorkOptions extends Pick<IdleRunnerOptions, 'hold' | 'wakeAt'>, IdleTools {
  suggestions: Suggestions;
}

/** What Patter does while nobody wants anything. */
export function createIdleWork({ suggestions, hold, wakeAt, ...idle }: IdleWorkOptions): {
  runner: IdleRunner;
  /** A turn of a conversation has come to its end. */
  afterTurn: (conversationId: number) => Promise<void>;
} {
  const kinds = async (): Promise<readonly JobKind[]> => kindsOf(await idle.settings());
  const runner = new IdleRunner({
    work: { extract: extractWords(idle, suggestions), summarise: summarise(idle) },
    kinds,
    hold,
    wakeAt,
    now: idle.now,
  });
  return {
    runner,
    async afterTurn(conversationId) {
      // Settings that can not be read allow nothing.
      const possible = await kinds().catch(() => []);
      for (const kind of possible) {
        const due = kind === 'extract' || (await isDueForSummary(conversationId).catch(() => false));
        if (due) await runner.ask(kind, String(conversationId));
      }
    },
  };
}

/** What the learner's switch allows and the tutor can be asked for. */
function kindsOf({ idleWork, tutor }: Settings): readonly JobKind[] {
  const tasks: readonly string[] = providerSetups[tutor].tasks;
  return idleWork ? jobKinds.filter((kind) => tasks.includes(kind)) : [];
}
