import * as z from 'zod/mini';
import { errorCodes, PatterError } from './patter-error.ts';
import { traceOf } from './trace.ts';

/** What of an error may cross a port or be stored: never a body, a message or a key. */
export const wireErrorSchema = z.object({
  code: z.enum(errorCodes),
  retryAfterMs: z.optional(z.number()),
  status: z.optional(z.number()),
  /** Of a `bug` alone: where it came from, for a report. */
  trace: z.optional(z.array(z.string())),
});

export type WireError = z.infer<typeof wireErrorSchema>;

/** Anything thrown, as the little of it that may leave this context. What is not a PatterError is a `bug`. */
export function toWire(thrown: unknown): WireError {
  const error = asPatterError(thrown);
  return {
    code: error.code,
    // JSON has no word for NaN and Infinity: they would arrive as null.
    ...(Number.isFinite(error.retryAfterMs) && { retryAfterMs: error.retryAfterMs }),
    ...(error.status === undefined ? {} : { status: error.status }),
    ...(error.code === 'bug' && { trace: error.trace ?? traceOf(thrown) }),
  };
}

/** The inverse of `toWire`. */
export function fromWire({ code, retryAfterMs, status, trace }: WireError): PatterError {
  return new PatterError(code, { retryAfterMs, status, trace });
}

/** Anything thrown, as a PatterError: what is none is a `bug`. */
export function asPatterError(thrown: unknown): PatterError {
  return thrown instanceof PatterError ? thrown : new PatterError('bug', { cause: thrown });
}
