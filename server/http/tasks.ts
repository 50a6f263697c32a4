import { Hono } from 'hono';
import { PatterError } from '#lib/errors/patter-error.ts';
import { canDo } from '#lib/providers/setup.ts';
import { levelGround } from '#lib/tutor/level/judge.ts';
import { checkReply } from '#lib/tutor/level/reply-check.ts';
import { runTask } from '#lib/tutor/tasks/task.ts';
import type { Limit } from '../access/limits.ts';
import { noKnownWords, type Teaching } from '../teaching.ts';
import { answerProblem } from './answer-problem.ts';
import { readJsonBody } from './json-body.ts';
import { stopped } from './problem.ts';
import type { RequestContext } from './request-context.ts';
import { servedTasks } from './served-tasks.ts';

/** How long a person waits for these answers, in milliseconds: less than a connection may be silent (`serve.ts`). */
const patienceMs = 50_000;

interface TaskRoutes {
  teaching: Teaching;
  limit: Limit;
  /** Whether the server is shutting down, and begins nothing more. */
  stopping: () => boolean;
}

/** `POST /tasks/…`: asks the tutor for something beside its replies (docs/server.md). Nothing of it is kept. */
export function taskRoutes({ teaching: { tutor, tools }, limit, stopping }: TaskRoutes): Hono<RequestContext> {
  const routes = new Hono<RequestContext>();
  for (const { name, request, build } of servedTasks) {
    routes.post(`/tasks/${name}`, async (context) => {
      const body = await readJsonBody(context, request);
      if ('problem' in body) return answerProblem(context, body.problem);
      if (!canDo(tutor.provider.id, name)) throw new PatterError('task-unsupported');
      if (stopping()) return answerProblem(context, stopped);
      await limit(String(context.get('owner')));
      const { language, difficulty_level: level, learner_language: learnerLanguage, scene, messages } = body.request;
      const lesson = { language, level, learnerLanguage };
      const ground = await levelGround(lesson, tools, noKnownWords);
      const task = build(body.request, lesson, (text) => checkReply(text, ground, false));
      const asked = { waited: true, conversationId: 0, turnId: crypto.randomUUID(), lesson, scene, messages };
      const late = AbortSignal.timeout(patienceMs);
      try {
        const signal = AbortSignal.any([context.req.raw.signal, late]);
        return context.json(await runTask(task, tutor, asked, signal));
      } catch (error) {
        throw late.aborted ? new PatterError('timeout', { cause: error }) : error;
      }
    });
  }
  return routes;
}
