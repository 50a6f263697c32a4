import { errorCodes, PatterError } from '#lib/errors/patter-error.ts';
import type { StreamPart } from '#lib/providers/provider.ts';

/** What came of a stream that was damaged on its way. */
export interface DamagedReply {
  bytes: Buffer;
  parts: StreamPart[];
  ended: boolean;
  thrown: unknown;
  /** Whether the reader aborted it, since nothing more came. */
  left: boolean;
  /** Whether the connection was closed. */
  closed: boolean;
}

/** In one word, how it ended. */
export function endingOf({ parts, thrown }: DamagedReply): string {
  if (thrown instanceof PatterError) return thrown.code;
  return parts.find((part) => part.type === 'finish')?.reason ?? 'nothing';
}

/** In which ways it breaks the contract of `Provider.stream`, whatever was sent. */
export function faultsOf(reply: DamagedReply): string[] {
  if (!reply.ended) return ['it does not end'];
  return [
    ...(reply.thrown === undefined ? faultsOfFinish(reply) : faultsOfError(reply)),
    ...faultsOfText(reply),
    ...(reply.closed ? [] : ['the connection stays open']),
  ];
}

function faultsOfFinish({ parts, left }: DamagedReply): string[] {
  const finishes = parts.filter((part) => part.type === 'finish');
  const [finish] = finishes;
  const faults: string[] = [];
  if (finish === undefined || finishes.length > 1) return [`${finishes.length} finishes`];
  if (left && finish.correctionsFollow !== true) faults.push('an abort is no finish');
  const [more, ...rest] = parts.slice(parts.indexOf(finish) + 1);
  const announced = more === undefined || (more.type === 'corrections' && finish.correctionsFollow === true);
  if (!announced || rest.length > 0) faults.push('something after the finish');
  if (!['stop', 'length', 'refused'].includes(finish.reason)) faults.push(`the reason ${finish.reason}`);
  if (!Object.values(finish.usage ?? {}).every((count) => Number.isFinite(count))) faults.push('a count that is none');
  return faults;
}

function faultsOfError({ parts, thrown, left }: DamagedReply): string[] {
  if (!(thrown instanceof PatterError)) return [`something else was thrown: ${String(thrown)}`];
  const { code, retryAfterMs } = thrown;
  const faults: string[] = [];
  if (!errorCodes.includes(code) || code === 'bug') faults.push(`the error ${code}: ${String(thrown.cause)}`);
  if (left !== (code === 'cancelled')) faults.push(`${code} where the reader ${left ? 'left' : 'stayed'}`);
  if (parts.some(({ type }) => type === 'finish')) faults.push('an error after a finish');
  if (!Number.isFinite(retryAfterMs ?? 0)) faults.push(`a wait of ${retryAfterMs} ms`);
  return faults;
}

function faultsOfText({ parts, bytes }: DamagedReply): string[] {
  const texts = parts.map((part) => (part.type === 'text' ? part.text : ''));
  const faults: string[] = [];
  if (parts.some((part, index) => part.type === 'text' && texts[index] === '')) faults.push('an empty text');
  if (texts.some((text) => typeof text !== 'string')) faults.push('a text that is none');
  if (texts.join('').length > bytes.length) faults.push('more text than was sent');
  // UTF-8 holds no half characters, and so only an escape can have brought one.
  const halvesSent = /\\u[dD][89a-fA-F]/.test(bytes.toString('latin1'));
  if (!halvesSent && texts.some((text) => !text.isWellFormed())) faults.push('half a character that was not sent');
  if (texts.some((text, index) => /[\uD800-\uDBFF]$/.test(text) && /^[\uDC00-\uDFFF]/.test(texts[index + 1] ?? ''))) {
    faults.push('a character in two parts');
  }
  if (parts.filter(({ type }) => type === 'retract').length > 1) faults.push('more than one retract');
  return faults;
}
