import type { Context } from 'hono';
import type * as z from 'zod';
import type { Problem } from './problem.ts';

/** In bytes: the longest message in any script, escaped as JSON, and the other fields. */
const largestBody = 256 * 1024;

/** A request's body as its schema has it, or what is wrong with it. */
export async function readJsonBody<Request>(
  context: Context,
  schema: z.ZodType<Request>,
): Promise<{ request: Request } | { problem: Problem }> {
  // Another type would let any web page ask without the browser's asking first (CORS).
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) {
    const message = 'The body has to be JSON, and to say so: Content-Type: application/json';
    return { problem: { status: 415, code: 'bad-request', message } };
  }
  // Node takes no more of a body than its length says. To count while reading would cost every stream a body's machinery.
  const unmeasured = context.req.header('transfer-encoding') !== undefined;
  if (unmeasured) return { problem: { status: 411, code: 'bad-request', message: 'A Content-Length is needed.' } };
  if (Number(context.req.header('content-length') ?? 0) > largestBody) {
    return { problem: { status: 413, code: 'too-long', message: `The body is larger than ${largestBody} bytes.` } };
  }
  const json = await context.req.json<unknown>().catch(() => undefined);
  if (json === undefined) return { problem: { status: 400, code: 'bad-request', message: 'The body is not JSON.' } };
  const { success, data, error } = schema.safeParse(json);
  if (success) return { request: data };
  const issues = error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  return { problem: { status: 422, code: 'bad-request', message: 'Some fields are not as they have to be.', issues } };
}
