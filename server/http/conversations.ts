import { Hono } from 'hono';
import * as z from 'zod';
import { correctionSchema } from '#lib/providers/correction.ts';
import { levels } from '#lib/providers/provider.ts';
import type { ConversationStore, StoredConversation, StoredTurn } from '../store/store.ts';
import { answerProblem } from './answer-problem.ts';
import { problemOf, type Problem } from './problem.ts';
import type { RequestContext } from './request-context.ts';

const mostListed = 200;

const limit = z.coerce.number().int().min(1).max(mostListed).default(50);

export const conversationsQuery = z.object({
  limit,
  before: z
    .string()
    .regex(/^\d{1,15}-\d{1,16}$/)
    .optional()
    .meta({ description: 'The `next` of the page before this one.' }),
});

export const messagesQuery = z.object({
  limit,
  after: z.coerce.number().int().min(0).optional().meta({ description: 'The `next` of the page before this one.' }),
});

export const conversationId = z.coerce.number().int();

const time = z.iso.datetime();

const conversationSchema = z.object({
  id: z.int(),
  language: z.string().meta({ description: 'BCP 47 tag' }),
  difficulty_level: z.enum(levels),
  learner_language: z.string().meta({ description: 'BCP 47 tag' }),
  scene: z.string().nullable(),
  created_at: time,
  updated_at: time,
});

export const conversationsSchema = z.object({
  conversations: z.array(conversationSchema),
  next: z.string().nullable().meta({ description: 'Asks for the next page as `before`; null on the last one.' }),
});

const messageSchema = z.object({
  turn_id: z.string(),
  role: z.enum(['learner', 'tutor']),
  text: z.string(),
  created_at: time,
  state: z.enum(['running', 'done', 'failed', 'interrupted']).optional().meta({
    description: 'Of the tutor’s messages. `interrupted` and `failed` ones can be asked for again.',
  }),
  corrections: z.nullable(correctionSchema).optional().meta({ description: 'Of the tutor’s messages.' }),
  error: z.string().optional().meta({ description: 'Why it is not `done`.' }),
});

export const messagesSchema = z.object({
  messages: z.array(messageSchema),
  next: z.int().nullable().meta({ description: 'Asks for the next page as `after`; null on the last one.' }),
});

const unknownConversation: Problem = { status: 404, code: 'unknown-conversation', message: 'No such conversation.' };
const badQuery: Problem = {
  status: 422,
  code: 'bad-request',
  message: 'The address or its query is not as it has to be.',
};

/** What is kept, for whom it belongs to. */
export function conversationRoutes(store: ConversationStore): Hono<RequestContext> {
  const routes = new Hono<RequestContext>();

  routes.get('/conversations', async (context) => {
    const query = conversationsQuery.safeParse(context.req.query());
    if (!query.success) return answerProblem(context, badQuery);
    const { limit: most, before } = query.data;
    const [updatedAt, id] = before?.split('-').map(Number) ?? [];
    const cursor = updatedAt === undefined || id === undefined ? undefined : { updatedAt, id };
    const found = await store.conversations(context.get('owner'), { limit: most, before: cursor });
    const last = found.length === most ? found.at(-1) : undefined;
    return context.json({
      conversations: found.map(shownConversation),
      next: last === undefined ? null : `${last.updatedAt}-${last.id}`,
    } satisfies z.infer<typeof conversationsSchema>);
  });

  routes.get('/conversations/:id/messages', async (context) => {
    const id = conversationId.safeParse(context.req.param('id'));
    const query = messagesQuery.safeParse(context.req.query());
    if (!id.success || !query.success) return answerProblem(context, badQuery);
    const turns = await store.turns(context.get('owner'), id.data, query.data);
    if (turns === undefined) return answerProblem(context, unknownConversation);
    const last = turns.length === query.data.limit ? turns.at(-1) : undefined;
    return context.json({
      messages: turns.flatMap(shownMessages),
      next: last?.position ?? null,
    } satisfies z.infer<typeof messagesSchema>);
  });

  routes.delete('/conversations/:id', async (context) => {
    const id = conversationId.safeParse(context.req.param('id'));
    if (!id.success) return answerProblem(context, badQuery);
    const deleted = await store.deleteConversation(context.get('owner'), id.data);
    return deleted ? context.body(null, 204) : answerProblem(context, unknownConversation);
  });

  return routes;
}

function shownConversation({
  id,
  lesson,
  createdAt,
  updatedAt,
}: StoredConversation): z.infer<typeof conversationSchema> {
  return {
    id,
    language: lesson.language,
    difficulty_level: lesson.level,
    learner_language: lesson.learnerLanguage,
    scene: lesson.scene ?? null,
    created_at: new Date(createdAt).toISOString(),
    updated_at: new Date(updatedAt).toISOString(),
  };
}

function shownMessages({ turnId, message, createdAt, reply }: StoredTurn): z.infer<typeof messageSchema>[] {
  const { text, state, ending, endedAt } = reply;
  const learner = {
    turn_id: turnId,
    role: 'learner',
    text: message,
    created_at: new Date(createdAt).toISOString(),
  } as const;
  const tutor = {
    turn_id: turnId,
    role: 'tutor',
    text,
    created_at: new Date(endedAt ?? createdAt).toISOString(),
    state: state === 'whole' ? 'done' : state,
    corrections: ending !== null && 'corrections' in ending ? ending.corrections : null,
    ...(ending !== null &&
      'error' in ending && { error: problemOf({ code: ending.error, retryAfterMs: undefined }).code }),
  } as const;
  return message === '' ? [tutor] : [learner, tutor];
}
