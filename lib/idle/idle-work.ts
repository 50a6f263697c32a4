import { jobKinds, type JobKind } from '#lib/db/memory-rows.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { IdleTools } from './conversation-at-rest.ts';
import { extractWords, type Suggestions } from './extract-words.ts';
import { areOpenersDue, openerSubject, prepareOpener } from './openers.ts';
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
  /** The browser has started, or the learner has chosen something else: what was made ahead may not fit any more. */
  afterChange: () => Promise<void>;
} {
  const kinds = async (): Promise<readonly JobKind[]> => kindsOf(await idle.settings());
  const runner = new IdleRunner({
    work: { extract: extractWords(idle, suggestions), summarise: summarise(idle), opener: prepareOpener(idle) },
    kinds,
    hold,
    wakeAt,
    now: idle.now,
  });
  const isDue: Record<JobKind, (conversationId: number) => Promise<boolean>> = {
    extract: async () => true,
    summarise: isDueForSummary,
    opener: () => areOpenersDue(idle),
  };
  const askFor = async (wanted: readonly JobKind[], conversationId: number): Promise<void> => {
    // Settings that can not be read allow nothing.
    const possible = await kinds().catch(() => []);
    for (const kind of possible.filter((name) => wanted.includes(name))) {
      if (!(await isDue[kind](conversationId).catch(() => false))) continue;
      await runner.ask(kind, kind === 'opener' ? openerSubject : String(conversationId));
    }
  };
  return {
    runner,
    afterTurn: (conversationId) => askFor(jobKinds, conversationId),
    afterChange: () => askFor(['opener'], 0),
  };
}

/** What the learner's switch allows and the tutor can be asked for. */
function kindsOf({ idleWork, tutor }: Settings): readonly JobKind[] {
  const { tasks, model } = providerSetups[tutor];
  if (!idleWork) return [];
  // Who has no model needs no time to begin, or builds a prompt of its own.
  return jobKinds.filter((kind) => (kind === 'opener' ? model : tasks.some((name) => name === kind)));
}
