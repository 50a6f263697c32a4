import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '#server/app.ts';
import { proxyList } from '#server/access/client-address.ts';
import { EventStreams } from '#server/http/event-stream.ts';
import { openStore } from '#server/store/open.ts';
import type { Store } from '#server/store/store.ts';
import { languageTools } from '#server/teaching.ts';
import { Turns } from '#server/turns/turns.ts';
import { ScriptedTutor } from '#tests/helpers/scripted-tutor.ts';

let store: Store;
let stopping = false;
const teaching = {
  tutor: { provider: new ScriptedTutor().provider, model: '' },
  tools: languageTools(),
  corrects: true,
};
const streams = new EventStreams();
const log: string[] = [];

beforeAll(async () => {
  store = await openStore({ file: ':memory:' }, () => undefined);
  for (let id = 1; id <= 3; id += 1) {
    for (const turnId of ['a', 'b', 'c']) {
      const lesson = { language: 'es', level: 'A1', learnerLanguage: undefined, scene: undefined } as const;
      const { attempt } = await store.ask({
        owner: 0,
        conversation: id,
        turnId,
        attemptId: '',
        message: `${turnId}?`,
        lesson,
        at: id,
      });
      await store.finish({ ...attempt, text: `${turnId}!`, ending: { corrections: null } }, 'done', 10);
    }
  }
});

afterAll(async () => {
  streams.close();
  await store.close();
});

/** The app's answer, without a network in between. */
async function ask(path: string, init: RequestInit = {}, given: Store = store): Promise<Response> {
  const write = (event: string, fields: object = {}): void => void log.push(JSON.stringify({ event, ...fields }));
  const app = createApp({
    store: given,
    teaching,
    turns: new Turns(teaching, given, write),
    streams,
    log: write,
    openTo: 'loopback',
    origins: [],
    proxies: proxyList([]),
    limits: { turnsPerMinute: 1_000, tasksPerMinute: 1_000, requestsPerMinute: 1_000 },
    stopping: () => stopping,
  });
  return app.request(`http://localhost:8000${path}`, init);
}

describe('what is kept is listed', () => {
  test('conversation by conversation, a page at a time', async () => {
    const first = await (await ask('/conversations?limit=2')).json();
    expect(first).toMatchObject({
      conversations: [
        {
          id: 3,
          language: 'es',
          difficulty_level: 'A1',
          learner_language: 'en',
          scene: null,
          updated_at: '1970-01-01T00:00:00.003Z',
        },
        { id: 2 },
      ],
    });
    const second = await ask(`/conversations?limit=2&before=${(first as { next: string }).next}`);
    expect(await second.json()).toMatchObject({ conversations: [{ id: 1 }], next: null });
  });

  test('message by message', async () => {
    const first = await (await ask('/conversations/2/messages?limit=2')).json();
    expect(first).toMatchObject({
      messages: [
        { turn_id: 'a', role: 'learner', text: 'a?' },
        { turn_id: 'a', role: 'tutor', text: 'a!', state: 'done', corrections: null },
        { turn_id: 'b', role: 'learner', text: 'b?' },
        { turn_id: 'b', role: 'tutor', text: 'b!' },
      ],
    });
    const second = await ask(`/conversations/2/messages?limit=2&after=${(first as { next: number }).next}`);
    expect(await second.json()).toMatchObject({ messages: [{ text: 'c?' }, { text: 'c!' }], next: null });
  });

  test('and deleted', async () => {
    expect((await ask('/conversations/1', { method: 'DELETE' })).status).toBe(204);
    expect((await ask('/conversations/1', { method: 'DELETE' })).status).toBe(404);
    expect((await ask('/conversations/1/messages')).status).toBe(404);
  });

  test.each([
    '/conversations?limit=0',
    '/conversations?before=x',
    '/conversations/x/messages',
    '/conversations/1/messages?after=-1',
  ])('%s is no such list', async (path) => {
    expect((await ask(path)).status).toBe(422);
  });
});

describe('whether the server', () => {
  const broken = async (): Promise<Store> => ({
    ...store,
    ping: () => Promise.reject(new Error('postgres://me:secret@db')),
  });

  test('lives', async () => {
    expect(await (await ask('/health', {}, await broken())).json()).toEqual({ status: 'ok' });
    // An open server asks for no token, and so none is wrong.
    expect((await ask('/health', { headers: { authorization: 'Bearer any' } })).status).toBe(200);
  });

  test('can be given requests', async () => {
    expect(await (await ask('/ready')).json()).toEqual({ status: 'ready' });
    const refused = await ask('/ready', {}, await broken());
    expect(refused.status).toBe(500);
    expect((await refused.text()) + log.join('')).not.toContain('secret');
    stopping = true;
    expect((await ask('/ready')).status).toBe(503);
    stopping = false;
  });
});

test('the front page says what this is, and runs and loads nothing', async () => {
  const response = await ask('/');
  const page = await response.text();
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'/);
  expect(page).toContain('<h1>Patter tutor server</h1>');
  expect(page).not.toMatch(/<script|src=|@import|url\(/);
});

describe('openapi.json', () => {
  interface Document {
    openapi: string;
    paths: Record<
      string,
      Record<string, { operationId: string; responses: Record<string, unknown>; requestBody?: object }>
    >;
  }

  test('has every route there is, each under a name of its own', async () => {
    const { openapi, paths } = (await (await ask('/openapi.json')).json()) as Document;
    expect(openapi).toBe('3.1.1');
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(operations).toEqual([
      'post /chat/stream',
      'post /tasks/translate',
      'post /tasks/simplify',
      'post /tasks/suggest',
      'post /tasks/say',
      'post /tasks/gloss',
      'get /conversations',
      'get /conversations/{id}/messages',
      'delete /conversations/{id}',
      'get /health',
      'get /ready',
    ]);
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('says of the seed’s call what is asked of it', async () => {
    const { paths } = (await (await ask('/openapi.json')).json()) as Document;
    expect(paths['/chat/stream']?.['post']?.requestBody).toMatchObject({
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['conversation_id', 'user_message', 'language', 'difficulty_level'],
            properties: {
              conversation_id: { type: 'integer' },
              turn_id: { type: 'string' },
              scene: { type: 'string' },
            },
          },
        },
      },
    });
  });
});
