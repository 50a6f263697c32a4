import * as z from 'zod/mini';
import { errorCodes, PatterError } from './patter-error.ts';

/** What of an error may cross a port or be stored: never a body, a message or a key. */
export const wireErrorSchema = z.object({
  code: z.enum(errorCodes),
  retryAfterMs: z.optional(z.number()),
  status: z.optional(z.number()),
});

export type WireError = z.infer<typeof wireErrorSchema>;

/** Anything thrown, as the little of it that may leave this context. What is not a PatterError is a `bug`. */
export function toWire(error: unknown): WireError {
  if (!(error instanceof PatterError)) return { code: 'bug' };
  return {
    code: error.code,
    // JSON has no word for NaN and Infinity: they would arrive as null.
    ...(Number.isFinite(error.retryAfterMs) && { retryAfterMs: error.retryAfterMs }),
    ...(error.status === undefined ? {} : { status: error.status }),
  };
}

/** The inverse of `toWire`. */
export function fromWire(wire: WireError): PatterError {
  return new PatterError(wire.code, { retryAfterMs: wire.retryAfterMs, status: wire.status });
}
