import { codeForStatus, networkError, parseRetryAfter } from '#lib/errors/classify.ts';
import { PatterError, type ErrorCode } from '#lib/errors/patter-error.ts';
import { parseJson } from './json.ts';
import { readText } from './read-body.ts';

/** What a vendor's own words for an error mean. */
interface Explanation {
  code?: ErrorCode | undefined;
  retryAfterMs?: number | undefined;
}

/**
 * How one vendor words its errors. The body is the parsed JSON, or the text where it is none; the status is absent for
 * an error within a stream. What stays undefined is taken from the status and the headers.
 */
export type Explain = (body: unknown, status?: number) => Explanation;

/** As much of an error's body as is read, in UTF-16 units. */
export const longestErrorBody = 64 * 1024;

/**
 * A `fetch` that ends with `signal` and returns only what may be the answer that was asked for.
 *
 * @throws {PatterError} (the returned function) `unreachable` or `offline` without a response; what `explain` or the
 * status says for an HTTP error; `bad-stream` for a web page, which is how captive portals and sign-in walls answer.
 */
export function boundFetch(signal: AbortSignal, explain: Explain): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, signal, credentials: 'omit' }).catch((cause: unknown) => {
      throw networkError(input instanceof Request ? input.url : String(input), cause);
    });
    if (!response.ok) throw await httpError(response, explain);
    if (response.headers.get('content-type')?.includes('text/html')) throw new PatterError('bad-stream');
    return response;
  };
}

/** An error that a server reports within a stream, under a status that promised success. */
export function errorInStream(body: unknown, explain: Explain): PatterError {
  const { code = 'server-error', retryAfterMs } = explain(body);
  return new PatterError(code, { retryAfterMs });
}

async function httpError(response: Response, explain: Explain): Promise<PatterError> {
  const { status } = response;
  const text = await readErrorBody(response);
  const { code = codeForStatus(status), retryAfterMs } = explain(parseJson(text) ?? text, status);
  return new PatterError(code, {
    status,
    retryAfterMs: parseRetryAfter(response.headers.get('retry-after')) ?? retryAfterMs,
  });
}

async function readErrorBody(response: Response): Promise<string> {
  let text = '';
  try {
    for await (const piece of readText(response.body)) {
      text += piece;
      if (text.length > longestErrorBody) break;
    }
  } catch {
    // The status alone still says what is wrong.
  }
  return text;
}
