import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the next replies are given. Everything stays as it is until it is set again. */
export interface Script {
  /** What the tutor says, a piece at a time. */
  pieces: string[];
  /** Between two pieces, in milliseconds. */
  delayMs: number;
  /** Before the headers, in milliseconds. */
  silentMs: number;
  /** An HTTP status other than 200 refuses the request in the vendor's own words. */
  status: number;
  headers: Record<string, string>;
  /** The only key that is accepted; any, when empty. */
  key: string;
  /** The only models there are. */
  models: string[];
  /** Whether Ollama refuses extensions, as it does out of the box. */
  checkOrigin: boolean;
  /** Cuts the connection after so many pieces, without an end. */
  cutAfter: number;
  /** What a cut waits for: a browser drops what it has received and not yet read. */
  beforeCut: () => Promise<unknown>;
  /** What the end of a reply waits for once its text is out. */
  beforeEnd: () => Promise<unknown>;
  /** What is answered where JSON is asked for beside the conversation, by what is asked for; nothing usable where it is missing. */
  asides: Partial<Record<AsideName, unknown>>;
  /** What a tutor server's correction comes to, where it is still out once the reply is whole: the end waits for it. */
  correction: Promise<unknown> | null;
  /** Before such an answer, or before a prompt is read ahead, in milliseconds. */
  asideMs: number;
  /** Called as a piece is handed to the socket. */
  onPiece: (index: number) => void;
  /** Called as the end of a reply is handed to the socket. */
  onEnd: () => void;
}

export interface Seen {
  path: string;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown>;
  /** Whether the whole reply went out; `false` when the client left before. */
  finished: boolean;
}

const standing: Script = {
  pieces: ['¡Hola! ', '¿Cómo ', 'estás?'],
  delayMs: 0,
  silentMs: 0,
  status: 200,
  headers: {},
  key: '',
  models: ['patter-test', 'patter-other'],
  checkOrigin: true,
  cutAfter: Number.POSITIVE_INFINITY,
  beforeCut: () => Promise.resolve(),
  beforeEnd: () => Promise.resolve(),
  asides: {},
  correction: null,
  asideMs: 0,
  onPiece: () => undefined,
  onEnd: () => undefined,
};

/** Told by a field that this answer has and none after it. */
const asideFields = {
  extract: 'surface',
  summarise: 'summary',
  correct: 'corrected',
  suggest: 'suggestions',
  gloss: 'lemma',
  translate: 'translation',
  drill: 'sentences',
  recap: 'wellDone',
  say: 'words',
  simplify: 'text',
} as const;

export type AsideName = keyof typeof asideFields;

type Format = 'ollama' | 'claude' | 'gemini' | 'remote';

/** Ollama, Claude, Gemini and the tutor server on one loopback port, saying what a test tells them to. */
export class Vendors {
  script: Script = { ...standing };
  /** Requests for replies. */
  readonly seen: Seen[] = [];
  /** Requests for JSON beside them. */
  readonly asides: (Seen & { name: AsideName })[] = [];
  /** Models that Ollama was asked to load. */
  readonly loads: Record<string, unknown>[] = [];
  /** Prompts that were to be read ahead, with nothing said. */
  readonly fills: Seen[] = [];
  /** Ollama serves one request at a time: a reply waits for what is asked for beside it, or for its client to leave. */
  #ollamaFree: Promise<unknown> = Promise.resolve();
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });

  static async start(): Promise<Vendors> {
    const vendors = new Vendors();
    await vendors.listen(0);
    return vendors;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
  }

  /** Back to the standing script, with nothing seen. */
  reset(): void {
    this.script = { ...standing };
    this.seen.length = 0;
    this.asides.length = 0;
    this.loads.length = 0;
    this.fills.length = 0;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = new URL(request.url ?? '/', 'http://vendors').pathname;
    const format = formatOf(path, request);
    const origin = request.headers.origin ?? '';
    if (format === 'ollama' && this.script.checkOrigin && origin.startsWith('chrome-extension:')) {
      response.writeHead(403).end();
      return;
    }
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const text = Buffer.concat(chunks).toString();
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    const key = String(
      request.headers['x-api-key'] ?? request.headers['x-goog-api-key'] ?? request.headers.authorization ?? '',
    );
    if (this.script.key !== '' && key.replace('Bearer ', '') !== this.script.key) return refuse(response, format, 401);
    if (request.method === 'GET') return this.#list(response, format);
    if (format === 'ollama' && Array.isArray(body['messages']) && body['messages'].length === 0) {
      this.loads.push(body);
      const loaded = { model: body['model'], message: { role: 'assistant', content: '' }, done: true };
      response.writeHead(200, { 'content-type': 'application/json' }).end(json({ ...loaded, done_reason: 'load' }));
      return;
    }
    const seen: Seen = { path, headers: request.headers, body, finished: false };
    const name = asideAt(path) ?? asideIn(body);
    if (name !== null) {
      this.asides.push({ ...seen, name });
      await this.#aside(response, format, name);
      return;
    }
    if (body['max_tokens'] === 0 || (body['options'] as Record<string, unknown> | undefined)?.['num_predict'] === 1) {
      this.fills.push(seen);
      await this.#fill(response, format);
      return;
    }
    this.seen.push(seen);
    await this.#reply(response, format, seen);
  }

  async #aside(response: ServerResponse, format: Format, name: AsideName): Promise<void> {
    const { asides, asideMs } = this.script;
    if (format === 'ollama') this.#ollamaFree = new Promise((resolve) => response.once('close', resolve));
    if (asideMs > 0) await wait(asideMs);
    if (response.destroyed) return;
    const answer = asides[name];
    const text = typeof answer === 'string' ? answer : json(answer ?? {});
    if (format === 'remote') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
      return;
    }
    const lines = format === 'ollama' ? 'application/x-ndjson' : 'text/event-stream';
    response.writeHead(200, { 'content-type': lines });
    const { open, piece, close } = frames[format];
    response.end(open + piece(text) + close(text));
  }

  async #fill(response: ServerResponse, format: Format): Promise<void> {
    if (format === 'ollama') this.#ollamaFree = new Promise((resolve) => response.once('close', resolve));
    if (this.script.asideMs > 0) await wait(this.script.asideMs);
    if (response.destroyed) return;
    const usage = { input_tokens: 1, output_tokens: 0 };
    const answer =
      format === 'ollama'
        ? { model: 'm', message: { role: 'assistant', content: '¡' }, done: true, done_reason: 'length' }
        : { id: 'msg', type: 'message', role: 'assistant', content: [], stop_reason: 'max_tokens', usage };
    response.writeHead(200, { 'content-type': 'application/json' }).end(json(answer));
  }

  #list(response: ServerResponse, format: Format): void {
    const { models } = this.script;
    const lists: Record<Format, unknown> = {
      ollama: { models: models.map((name) => ({ name, model: name })) },
      claude: {
        data: models.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' })),
        has_more: false,
        first_id: null,
        last_id: null,
      },
      gemini: {
        models: models.map((id) => ({
          name: `models/${id}`,
          displayName: id,
          supportedGenerationMethods: ['generateContent'],
        })),
      },
      remote: { status: 'ok' },
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(lists[format]));
  }

  async #reply(response: ServerResponse, format: Format, seen: Seen): Promise<void> {
    const script = { ...this.script };
    if (format === 'ollama') await this.#ollamaFree;
    if (script.silentMs > 0) await wait(script.silentMs);
    const model = modelOf(format, seen);
    if (script.status !== 200) return refuse(response, format, script.status, script.headers);
    if (model !== undefined && !script.models.includes(model)) return refuse(response, format, 404);
    const lines = format === 'ollama' ? 'application/x-ndjson' : 'text/event-stream';
    response.writeHead(200, { 'content-type': lines, 'cache-control': 'no-cache' });
    response.flushHeaders();
    const { open, piece, close } = frames[format];
    response.write(open);
    for (const [index, text] of script.pieces.entries()) {
      if (index >= script.cutAfter) {
        await script.beforeCut();
        response.destroy();
        return;
      }
      if (response.destroyed) return;
      script.onPiece(index);
      response.write(piece(text));
      if (script.delayMs > 0) await wait(script.delayMs);
    }
    await script.beforeEnd();
    if (response.destroyed) return;
    script.onEnd();
    const whole = script.pieces.join('');
    if (format === 'remote' && script.correction !== null) {
      response.write(`data: ${json({ whole: true, full_text: whole })}\n\n`);
      response.end(close(whole, await script.correction));
    } else {
      response.end(close(whole));
    }
    seen.finished = true;
  }
}

const json = JSON.stringify;
const event = (type: string, data: Record<string, unknown> = {}): string =>
  `event: ${type}\ndata: ${json({ type, ...data })}\n\n`;
const geminiPart = (text: string, finishReason?: string): string =>
  `data: ${json({ candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason, index: 0 }] })}\r\n\r\n`;

interface Frames {
  open: string;
  piece: (text: string) => string;
  close: (whole: string, corrections?: unknown) => string;
}

const frames: Record<Format, Frames> = {
  ollama: {
    open: '',
    piece: (content) => `${json({ model: 'm', message: { role: 'assistant', content }, done: false })}\n`,
    close: () =>
      `${json({ model: 'm', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' })}\n`,
  },
  claude: {
    open:
      event('message_start', {
        message: {
          id: 'msg',
          type: 'message',
          role: 'assistant',
          content: [],
          model: 'm',
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 1, output_tokens: 1 },
        },
      }) + event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    piece: (text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
    close: () =>
      event('content_block_stop', { index: 0 }) +
      event('message_delta', {
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: 9 },
      }) +
      event('message_stop'),
  },
  gemini: { open: '', piece: (text) => geminiPart(text), close: () => geminiPart('', 'STOP') },
  remote: {
    open: '',
    piece: (token) => `data: ${json({ token })}\n\n`,
    close: (whole, corrections = null) => `data: ${json({ done: true, full_text: whole, corrections })}\n\n`,
  },
};

/** What a tutor server is asked for beside its replies, by the route. */
function asideAt(path: string): AsideName | undefined {
  const names = Object.keys(asideFields) as AsideName[];
  return names.find((name) => path === `/tasks/${name}`);
}

/** What JSON is asked for; `null` where a reply is. */
function asideIn(body: Record<string, unknown>): AsideName | null {
  const schema = json(
    body['format'] ??
      body['output_config'] ??
      (body['generationConfig'] as Record<string, unknown> | undefined)?.['responseJsonSchema'] ??
      null,
  );
  const names = Object.keys(asideFields) as AsideName[];
  return names.find((name) => schema.includes(`"${asideFields[name]}":`)) ?? null;
}

function formatOf(path: string, request: IncomingMessage): Format {
  if (path.startsWith('/api/')) return 'ollama';
  if (path.startsWith('/v1beta/')) return 'gemini';
  if (path.startsWith('/v1/')) return 'claude';
  return request.headers['anthropic-version'] === undefined ? 'remote' : 'claude';
}

function modelOf(format: Format, { path, body }: Seen): string | undefined {
  if (format === 'gemini') return /models\/([^:/]+)/.exec(path)?.[1];
  return format === 'remote' ? undefined : String(body['model']);
}

function refuse(response: ServerResponse, format: Format, status: number, headers: Record<string, string> = {}): void {
  const message = `refused with ${status}`;
  const claudeTypes: Record<number, string> = {
    401: 'authentication_error',
    404: 'not_found_error',
    529: 'overloaded_error',
  };
  const bodies: Record<Format, unknown> = {
    ollama: { error: message },
    claude: { type: 'error', error: { type: claudeTypes[status] ?? 'api_error', message } },
    gemini:
      status === 401
        ? { error: { code: 400, message, status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] } }
        : { error: { code: status, message, status: 'UNKNOWN' } },
    remote: { detail: message },
  };
  const sent = format === 'gemini' && status === 401 ? 400 : status;
  response.writeHead(sent, { 'content-type': 'application/json', ...headers }).end(json(bodies[format]));
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
