import type { Context } from 'hono';
import type { Problem } from './problem.ts';

/** Refuses a request: `{"error": {…}}`, with `Retry-After` where there is something to wait for. */
export function answerProblem(context: Context, problem: Problem): Response {
  if (problem.retry_after !== undefined) context.header('Retry-After', String(problem.retry_after));
  return context.json({ error: problem }, problem.status);
}
