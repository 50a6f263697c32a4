import { PatterError } from '#lib/errors/patter-error.ts';
import type { Correction } from '#lib/providers/correction.ts';
import type { TurnPart } from '#lib/tutor/run-turn.ts';

/** How long the end of a reply waits for a correction that is still out, in milliseconds: all its text is there by then. */
const patienceMs = 5_000;

/**
 * A reply's parts as they come, with the correction of the message at their end if it is there in time.
 *
 * @param correct never throws; its signal is aborted where the correction is wanted no more, because of a `timeout` where
 * it is late
 * @param beside whether it is asked for beside the reply, from its first part on, since the reply's own request goes first;
 * otherwise it is after the last
 */
export async function* withCorrection(
  parts: AsyncIterable<TurnPart>,
  correct: (signal: AbortSignal) => Promise<Correction | null>,
  beside: boolean,
  signal: AbortSignal,
): AsyncGenerator<TurnPart> {
  const leave = new AbortController();
  const until = AbortSignal.any([signal, leave.signal]);
  let given: Promise<Correction | null> | undefined;
  let end: TurnPart | undefined;
  try {
    for await (const part of parts) {
      // The tutor is let go of before it is asked again: it may answer one request at a time.
      if (part.type === 'finish') {
        end = part;
        break;
      }
      if (beside) given ??= correct(until);
      yield part;
    }
    if (end === undefined) return;
    const late = setTimeout(() => leave.abort(new PatterError('timeout')), patienceMs);
    const correction = await Promise.race([given ?? correct(until), whenAborted(until)]);
    clearTimeout(late);
    yield { ...end, ...(correction && { correction }) };
  } finally {
    leave.abort();
  }
}

function whenAborted(signal: AbortSignal): Promise<null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
