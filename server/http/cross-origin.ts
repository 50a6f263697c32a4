import type { MiddlewareHandler } from 'hono';
import { isAllowedOrigin } from '../access/origins.ts';
import { answerProblem } from './answer-problem.ts';
import type { RequestContext } from './request-context.ts';

/** How long a browser may keep what it was allowed, in seconds; none keeps it longer. */
const maxAge = 86_400;

/**
 * Lets pages of the listed origins in, and turns all others away: they could have this computer's browser ask, also
 * without reading the answer. Hono's own middleware does not reach a stream, which is written to Node's response.
 * https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function crossOrigin(allowed: readonly string[]): MiddlewareHandler<RequestContext> {
  return async (context, next) => {
    const origin = context.req.header('origin');
    if (origin === undefined) return next();
    if (!isAllowedOrigin(origin, allowed)) {
      return answerProblem(context, {
        status: 403,
        code: 'origin-refused',
        message: 'This server does not answer pages of that origin. Its host can allow it.',
      });
    }
    const headers = {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': 'Turn-Id, Retry-After',
      Vary: 'Origin',
    };
    context.set('crossOrigin', headers);
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
    if (context.req.method !== 'OPTIONS') return next();
    context.header('Access-Control-Allow-Methods', 'GET, POST, DELETE');
    context.header('Access-Control-Allow-Headers', 'Content-Type, Authorization, Last-Event-ID');
    context.header('Access-Control-Max-Age', String(maxAge));
    return context.body(null, 204);
  };
}
