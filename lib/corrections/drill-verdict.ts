import type { Level } from '#lib/providers/provider.ts';
import { checkAttempt, type Verdict } from './attempt.ts';

/** What an answer to a gap is, by the same rules as a second try at a message's edit. */
export function drillVerdict(answer: string, attempt: string, level: Level): Verdict {
  const edit = {
    start: 0,
    end: 0,
    original: '',
    replacement: answer,
    op: 'missing',
    tier: 'error',
    shown: true,
  } as const;
  return checkAttempt({ kind: 'edits', corrected: answer, edits: [edit], wellDone: null }, 0, attempt, level);
}
