import * as z from 'zod';
import { correctionSchema } from '#lib/providers/correction.ts';
import { chatRequestSchema } from './chat-request.ts';
import { servedTasks } from './served-tasks.ts';
import {
  conversationId,
  conversationsQuery,
  conversationsSchema,
  messagesQuery,
  messagesSchema,
} from './conversations.ts';

const problemSchema = z.object({
  error: z.object({
    status: z.int(),
    code: z.string(),
    message: z.string(),
    retry_after: z.number().optional().meta({ description: 'In seconds' }),
    issues: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  }),
});

const eventSchema = z
  .union([
    z.object({ token: z.string() }),
    z.object({ retract: z.literal(true) }),
    z.object({
      whole: z
        .literal(true)
        .meta({ description: 'There is no more text to come; the correction is still out: see `late_corrections`.' }),
      full_text: z.string(),
      cut: z.enum(['length', 'refused']).optional(),
    }),
    z.object({
      done: z.literal(true),
      full_text: z.string(),
      corrections: z.nullable(correctionSchema),
      cut: z.enum(['length', 'refused']).optional(),
    }),
    z.object({ error: z.object({ code: z.string(), status: z.int(), retry_after: z.number().optional() }) }),
  ])
  .meta({ description: 'The JSON in the `data` of one event. The last one is `done` or `error`.' });

type JsonSchema = Record<string, unknown>;

/** As a client has to write it. OpenAPI 3.1 takes JSON Schema 2020-12 as it is. */
function written(schema: z.core.$ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

const json = (schema: z.core.$ZodType) => ({ 'application/json': { schema: written(schema) } });
const problem = (description: string) => ({ description, content: json(problemSchema) });
const plain = (description: string) => ({ description, content: json(z.object({ status: z.string() })) });

const refusals = {
  '401': problem('There is no access token, or it does not hold.'),
  '403': problem('The page’s origin is not allowed.'),
  '429': problem('Too many requests. `Retry-After` says how long to wait, in seconds.'),
};

const badBody = {
  '400': problem('The body is not JSON.'),
  '411': problem('The body does not say how long it is.'),
  '413': problem('The body is too large.'),
  '415': problem('The body does not say that it is JSON.'),
};

/** What can be asked for beside the replies, each at an address of its own. */
function taskPaths(): Record<string, object> {
  return Object.fromEntries(
    servedTasks.map(({ name, summary, request, answer }) => [
      `/tasks/${name}`,
      {
        post: {
          operationId: name,
          summary,
          requestBody: { required: true, content: json(request) },
          responses: {
            '200': { description: 'It', content: json(answer) },
            ...refusals,
            ...badBody,
            '422': problem(
              'A field is not as it has to be, or this server’s tutor can not do that: `task-unsupported`.',
            ),
            '502': problem('The tutor does not answer, or with nothing that can be used.'),
            '503': problem('The server is stopping, or its tutor is overloaded.'),
            '504': problem('The tutor took too long.'),
          },
        },
      },
    ]),
  );
}

/** The fields of a query as OpenAPI has them. */
function queryParameters(schema: z.ZodObject): object[] {
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: 'query',
    schema: written(field as z.ZodType),
  }));
}

const idParameter = { name: 'id', in: 'path', required: true, schema: { ...written(conversationId), type: 'integer' } };

const lastEventId = {
  name: 'Last-Event-ID',
  in: 'header',
  schema: { type: 'integer' },
  description: 'The id of the last event that has arrived of this turn: the rest follows, and nothing is asked anew.',
};

/** What the server does, for programs. https://spec.openapis.org/oas/v3.1.1.html */
export function openApiDocument(): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Patter tutor server',
      version: '1',
      description: 'A language tutor that keeps its conversations.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    security: [{ token: [] }, {}],
    paths: {
      '/chat/stream': {
        post: {
          operationId: 'askTutor',
          summary: 'Says something, and streams the tutor’s reply',
          parameters: [lastEventId],
          requestBody: { required: true, content: json(chatRequestSchema) },
          responses: {
            '200': {
              description: 'Server-sent events, each with an `id`.',
              headers: { 'Turn-Id': { schema: { type: 'string' }, description: 'The turn, to go on with it.' } },
              content: { 'text/event-stream': { schema: written(eventSchema) } },
            },
            ...refusals,
            ...badBody,
            '404': problem('There is no such turn to go on with.'),
            '422': problem('A field is not as it has to be: `issues` says which.'),
            '503': problem('The server is stopping, or can not keep anything at the moment.'),
          },
        },
      },
      ...taskPaths(),
      '/conversations': {
        get: {
          operationId: 'listConversations',
          summary: 'The conversations, latest first',
          parameters: queryParameters(conversationsQuery),
          responses: { '200': { description: 'A page of them', content: json(conversationsSchema) }, ...refusals },
        },
      },
      '/conversations/{id}/messages': {
        get: {
          operationId: 'listMessages',
          summary: 'What was said in a conversation, oldest first',
          parameters: [idParameter, ...queryParameters(messagesQuery)],
          responses: {
            '200': { description: 'A page of it', content: json(messagesSchema) },
            ...refusals,
            '404': problem('There is no such conversation.'),
          },
        },
      },
      '/conversations/{id}': {
        delete: {
          operationId: 'deleteConversation',
          summary: 'Deletes a conversation for good',
          parameters: [idParameter],
          responses: {
            '204': { description: 'It is gone.' },
            ...refusals,
            '404': problem('There is no such conversation.'),
          },
        },
      },
      '/health': {
        get: {
          operationId: 'health',
          summary: 'Whether the server lives, and an access token that is given holds',
          responses: { '200': plain('It does.'), '401': refusals['401'] },
        },
      },
      '/ready': {
        get: {
          operationId: 'ready',
          summary: 'Whether the server takes requests',
          responses: { '200': plain('It does.'), '503': problem('It does not.') },
        },
      },
    },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
}
