import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono, type Context } from 'hono';
import { ServerResponse } from 'node:http';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { Limit } from '../access/limits.ts';
import { storable } from '../turns/run.ts';
import type { Turns } from '../turns/turns.ts';
import type { Watched } from '../turns/watched.ts';
import { answerProblem } from './answer-problem.ts';
import { chatRequestSchema } from './chat-request.ts';
import type { EventStreams } from './event-stream.ts';
import { readJsonBody } from './json-body.ts';
import { stopped, type Problem } from './problem.ts';
import type { RequestContext } from './request-context.ts';

interface ChatRoutes {
  turns: Turns;
  streams: EventStreams;
  limit: Limit;
  /** Whether the server is shutting down, and begins nothing more. */
  stopping: () => boolean;
}

const unknownTurn: Problem = { status: 404, code: 'unknown-turn', message: 'There is no such turn to go on with.' };

/** `POST /chat/stream`: asks for a reply, or goes on with one (docs/server.md). */
export function chatRoutes({ turns, streams, limit, stopping }: ChatRoutes): Hono<RequestContext> {
  const routes = new Hono<RequestContext>();
  routes.post('/chat/stream', async (context) => {
    const owner = context.get('owner');
    const body = await readJsonBody(context, chatRequestSchema);
    if ('problem' in body) return answerProblem(context, body.problem);
    const { conversation_id, turn_id = crypto.randomUUID(), attempt_id = '' } = body.request;
    const turn = { owner, conversation: conversation_id, turnId: turn_id };
    const lastEventId = /^\d{1,15}$/.exec(context.req.header('last-event-id') ?? '')?.[0];
    let watched: Watched | undefined;
    if (lastEventId === undefined) {
      if (stopping()) return answerProblem(context, stopped);
      await limit(String(owner));
      const { user_message, language, difficulty_level, learner_language, scene, corrections, late_corrections } =
        body.request;
      watched = await turns.ask({
        ...turn,
        attemptId: attempt_id,
        message: user_message.trim() === '' ? '' : storable(user_message),
        corrections,
        lateCorrections: late_corrections,
        lesson: { language, level: difficulty_level, learnerLanguage: learner_language, scene },
        at: Date.now(),
      });
    } else {
      // Whoever has seen a part of a reply wants the rest of it: nothing is ever put to the tutor for that.
      watched = await turns.find(turn);
      if (watched === undefined) return answerProblem(context, unknownTurn);
    }
    const seen = lastEventId === undefined ? watched.reply.start : Number(lastEventId);
    const response = responseOf(context);
    response.writeHead(200, {
      ...context.get('crossOrigin'),
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache',
      // https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
      'X-Accel-Buffering': 'no',
      'X-Content-Type-Options': 'nosniff',
      'Turn-Id': turn_id,
    });
    response.flushHeaders();
    streams.open(watched, seen, response);
    return RESPONSE_ALREADY_SENT;
  });
  return routes;
}

/** A stream is written to Node's response itself: through the web's streams, each would take half as much memory again. */
function responseOf(context: Context<RequestContext>): ServerResponse {
  const { outgoing } = context.env;
  if (!(outgoing instanceof ServerResponse)) throw new PatterError('bug');
  return outgoing;
}
