import type { Correction } from '#lib/providers/correction.ts';
import type { FinishPart, TextPart, TurnPart } from '#lib/tutor/run-turn.ts';

/** Reads what comes behind a finish, and keeps the correction if there is one. Aborting the signal ends it. */
type ReadRest = (signal: AbortSignal, keep: (correction: Correction) => Promise<void>) => Promise<void>;

/**
 * A reply's parts up to its finish, with which its turn ends. What is still to come then is no matter of the turn:
 * stopping it does not end that.
 *
 * @param ask asks for the reply, until its signal is aborted
 * @param signal ends the reply as long as it is not whole
 * @param readBeside is given, before the finish, what has to be called to read the rest
 */
export async function* untilWhole(
  ask: (signal: AbortSignal) => AsyncGenerator<TurnPart>,
  signal: AbortSignal,
  readBeside: (read: ReadRest) => void,
): AsyncGenerator<TextPart | FinishPart> {
  const asking = new AbortController();
  const stop = (): void => asking.abort(signal.reason);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop);
  const parts = ask(asking.signal);
  const readRest: ReadRest = async (until, keep) => {
    until.addEventListener('abort', () => asking.abort(until.reason), { once: true });
    const correction = await correctionIn(parts);
    if (correction !== undefined) await keep(correction);
  };
  let handedOver = false;
  try {
    for (;;) {
      const { done, value: part } = await parts.next();
      if (done === true) return;
      if (part.type === 'correction') continue;
      if (part.type === 'finish') {
        signal.removeEventListener('abort', stop);
        handedOver = part.correctionFollows === true;
        if (handedOver) readBeside(readRest);
      }
      yield part;
      if (part.type === 'finish') return;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    if (!handedOver) await parts.return(undefined);
  }
}

async function correctionIn(parts: AsyncIterable<TurnPart>): Promise<Correction | undefined> {
  for await (const part of parts) {
    if (part.type === 'correction') return part.correction;
  }
  return undefined;
}
