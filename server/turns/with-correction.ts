import { PatterError } from '#lib/errors/patter-error.ts';
import type { Correction } from '#lib/providers/correction.ts';
import type { FinishPart, TurnPart } from '#lib/tutor/run-turn.ts';

/** How long a correction that is still out is waited for after the finish, in milliseconds. */
const patienceMs = {
  /** A client that does not know `whole` has its learner wait for the end. */
  usual: 5_000,
  /** One that does lets the talk go on meanwhile: as long as its own patience. */
  late: 300_000,
};

/** How a message is corrected beside its reply. */
export interface Correcting {
  /** Never throws; its signal is aborted where the correction is wanted no more, because of a `timeout` where it is late. */
  correct: (signal: AbortSignal) => Promise<Correction | null>;
  /**
   * Whether it is asked for beside the reply, from its first part on, since the reply's own request goes first; otherwise it is
   * after the last.
   */
  beside: boolean;
  /** How long it is waited for. */
  patience: keyof typeof patienceMs;
}

/**
 * A reply's parts as they come, with the correction of the message: with the finish if it is there by then, else behind
 * it, if it comes in time.
 */
export async function* withCorrection(
  parts: AsyncIterable<TurnPart>,
  { correct, beside, patience }: Correcting,
  signal: AbortSignal,
): AsyncGenerator<TurnPart> {
  const leave = new AbortController();
  const until = AbortSignal.any([signal, leave.signal]);
  let asked: Promise<void> | undefined;
  /** `null` once it is known that there is none. */
  const given: { correction?: Correction | null } = {};
  const ask = async (): Promise<void> => {
    given.correction = await correct(until);
  };
  let end: FinishPart | undefined;
  try {
    for await (const part of parts) {
      // The tutor is let go of before it is asked again: it may answer one request at a time.
      if (part.type === 'finish') {
        end = part;
        break;
      }
      if (beside) asked ??= ask();
      yield part;
    }
    if (end === undefined) return;
    const { correction } = given;
    if (correction !== undefined) {
      yield { ...end, ...(correction && { correction }) };
      return;
    }
    yield { ...end, correctionFollows: true };
    const late = setTimeout(() => leave.abort(new PatterError('timeout')), patienceMs[patience]);
    await Promise.race([asked ?? ask(), whenAborted(until)]);
    clearTimeout(late);
    if (given.correction) yield { type: 'correction', correction: given.correction };
  } finally {
    leave.abort();
  }
}

function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
