import { Hono } from 'hono';
import type { Store } from '../store/store.ts';
import { answerProblem } from './answer-problem.ts';
import { stopped } from './problem.ts';
import type { RequestContext } from './request-context.ts';

/** `GET /health`: the process lives. `GET /ready`: it can be given requests. */
export function statusRoutes(store: Pick<Store, 'ping'>, stopping: () => boolean): Hono<RequestContext> {
  const routes = new Hono<RequestContext>();
  routes.get('/health', (context) => context.json({ status: 'ok' }));
  routes.get('/ready', async (context) => {
    if (stopping()) return answerProblem(context, stopped);
    await store.ping();
    return context.json({ status: 'ready' });
  });
  return routes;
}
