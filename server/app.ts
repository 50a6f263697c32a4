import { Hono } from 'hono';
import { asPatterError } from '#lib/errors/wire-error.ts';
import { traceOf } from '#lib/errors/trace.ts';
import type { ProxyList } from './access/client-address.ts';
import { createLimits, type LimitSettings } from './access/limits.ts';
import { answerProblem } from './http/answer-problem.ts';
import { chatRoutes } from './http/chat.ts';
import { conversationRoutes } from './http/conversations.ts';
import { crossOrigin } from './http/cross-origin.ts';
import type { EventStreams } from './http/event-stream.ts';
import { frontPage, frontPageHeaders } from './http/front-page.ts';
import { authenticate, limitByAddress, type OpenTo } from './http/guard-access.ts';
import { openApiDocument } from './http/openapi.ts';
import { problemOf } from './http/problem.ts';
import type { RequestContext } from './http/request-context.ts';
import { statusRoutes } from './http/status.ts';
import { taskRoutes } from './http/tasks.ts';
import type { Log } from './log.ts';
import type { Store } from './store/store.ts';
import type { Teaching } from './teaching.ts';
import type { Turns } from './turns/turns.ts';

export interface AppOptions {
  store: Store;
  teaching: Teaching;
  turns: Turns;
  streams: EventStreams;
  log: Log;
  openTo: OpenTo;
  /** Origins whose pages may ask (`access/origins.ts`). */
  origins: readonly string[];
  proxies: ProxyList;
  limits: LimitSettings;
  /** Whether the server is shutting down. */
  stopping: () => boolean;
}

/** The tutor server's routes. It keeps nothing itself. */
export function createApp(options: AppOptions): Hono<RequestContext> {
  const { store, teaching, turns, streams, log, openTo, origins, proxies, stopping } = options;
  const limits = createLimits(store, options.limits);
  const app = new Hono<RequestContext>();

  app.use(async (context, next) => {
    const started = performance.now();
    await next();
    // The pattern of the route, not the address: that may hold anything.
    const { method, routePath } = context.req;
    log('request', {
      method,
      route: routePath,
      status: context.res.status,
      ms: Math.round(performance.now() - started),
    });
  });
  app.use(crossOrigin(origins));

  const isKnown = authenticate(store, openTo);
  // Whoever brings a token wants to know whether it holds.
  app.use('/health', (context, next) =>
    context.req.header('authorization') === undefined ? next() : isKnown(context, next),
  );
  app.route('/', statusRoutes(store, stopping));

  app.use(limitByAddress(limits.requests, proxies));
  app.get('/', (context) => context.html(frontPage, 200, frontPageHeaders));
  app.get('/openapi.json', (context) => context.json(openApiDocument()));

  app.use('/chat/*', isKnown);
  app.use('/tasks/*', isKnown);
  app.use('/conversations/*', isKnown);
  app.route('/', chatRoutes({ turns, streams, limit: limits.turns, stopping }));
  app.route('/', taskRoutes({ teaching, limit: limits.tasks, stopping }));
  app.route('/', conversationRoutes(store));

  app.notFound((context) =>
    answerProblem(context, { status: 404, code: 'not-found', message: 'There is nothing here.' }),
  );
  app.onError((thrown, context) => {
    const error = asPatterError(thrown);
    const problem = problemOf(error);
    // A client that left is no failure.
    if (problem.status >= 500 && error.code !== 'cancelled')
      log('failed', { code: error.code, at: traceOf(thrown).join(' < ') });
    return answerProblem(context, problem);
  });
  return app;
}
