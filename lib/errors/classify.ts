import { PatterError, type ErrorCode } from './patter-error.ts';

const statusCodes: Readonly<Record<number, ErrorCode>> = {
  401: 'auth',
  402: 'quota',
  403: 'auth',
  404: 'model-missing',
  408: 'server-error',
  413: 'too-long',
  429: 'rate-limited',
  503: 'overloaded',
  529: 'overloaded',
};

/** What an HTTP status means where the body says nothing better. */
export function codeForStatus(status: number): ErrorCode {
  const known = statusCodes[status];
  if (known) return known;
  if (status >= 500) return 'server-error';
  return status >= 400 ? 'bad-request' : 'bad-stream';
}

/**
 * A `Retry-After` header, in milliseconds from `now`. Both forms of RFC 9110, 10.2.3: seconds, or a date.
 * `undefined` where the header is absent or can not be read.
 */
export function parseRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined;
  const seconds = header.trim();
  if (/^\d+(\.\d+)?$/.test(seconds)) {
    const ms = Math.ceil(Number(seconds) * 1000);
    return Number.isFinite(ms) ? ms : undefined;
  }
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** What a `fetch` without a response means. This computer answers itself without a network: it is never `offline`. */
export function networkError(url: string, cause: unknown): PatterError {
  const online = globalThis.navigator?.onLine ?? true;
  const offline = !online && !isLoopback(url);
  return new PatterError(offline ? 'offline' : 'unreachable', { cause });
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && /^(.+\.)?localhost$|^127\.|^\[::1\]$/.test(new URL(url).hostname);
}

/**
 * Anything thrown, as the PatterError it stands for. `signal` is the caller's: once it is aborted, whatever else was
 * thrown is a consequence of that. Vendors' clients wrap what is thrown inside them, so causes are searched too.
 */
export function classify(error: unknown, signal?: AbortSignal): PatterError {
  if (signal?.aborted) return new PatterError('cancelled', { cause: error });
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if (inner instanceof PatterError) return inner;
  }
  return new PatterError(error instanceof SyntaxError ? 'bad-stream' : 'bug', { cause: error });
}
