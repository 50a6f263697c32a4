import type { EventSourceMessage } from 'eventsource-parser';
import { codeForStatus } from '#lib/errors/classify.ts';
import { PatterError, type ErrorCode } from '#lib/errors/patter-error.ts';
import { errorInStream, type Explain } from './bound-fetch.ts';
import { guardRequest, guardStream, requireKey } from './guard.ts';
import { numberAt, parseObject, textAt } from './json.ts';
import type { ChatRequest, FinishReason, Model, Provider, ProviderConfig, StreamPart } from './provider.ts';
import { Places, type Place } from './places.ts';
import { readText } from './read-body.ts';
import { resumableEvents } from './resumable-events.ts';
import { timeLimits } from './time-limits.ts';

type Fetch = typeof globalThis.fetch;
type Task = NonNullable<ChatRequest['lesson']['task']>;

/**
 * A tutor server, which keeps the conversation and builds its own prompt. `POST /chat/stream` is answered by events
 * `{"token"}` and at last `{"done": true, "full_text", "corrections"}`; fields and events beyond these are ignored. One
 * that corrects may say with `{"whole": true, "full_text"}` that the text is there before the correction is, which may come
 * minutes later. A server that can go on from where a connection broke is asked to (docs/server.md). What is asked for beside
 * the replies goes to `POST /tasks/:name`, which other servers need not have.
 */
export function createRemote(config: ProviderConfig): Provider {
  return {
    id: 'remote',
    traits: { local: false, parallel: true, startsOver: true, contextTokens: 8_192 },
    stream: (request, options) => {
      const { task } = request.lesson;
      return task === undefined
        ? guardStream(options, explain, timeLimits.remote, (fetch, _, signal) => chat(config, request, fetch, signal))
        : guardStream(options, explainTask, timeLimits.remote, (fetch) => answer(config, task, request, fetch));
    },
    models: (options) => guardRequest(options, explain, (fetch) => models(config, fetch)),
  };
}

async function* chat(
  config: ProviderConfig,
  request: ChatRequest,
  fetch: Fetch,
  signal: AbortSignal,
): AsyncGenerator<StreamPart> {
  const body = bodyOf(request);
  if (request.lesson.continues === true) {
    // Without another attempt a server that keeps the reply says what it has of it, and what is still arriving.
    const ended = yield* reply(config, body, fetch, signal);
    if (ended === null) return;
    yield { type: 'retract' };
  }
  // A repeated request is told from another asking by it: the same one is never put to the server's model twice.
  const failure = yield* reply(config, { ...body, attempt_id: crypto.randomUUID() }, fetch, signal);
  if (failure !== null) throw failure;
}

/**
 * What is waited for with a connection of its own once the text is whole. A browser opens six to one server (HTTP/1.1), and
 * the next reply needs one of them: a correction without a place leaves its connection, and takes it up again when it has one.
 */
const waitingPlaces = new Places(3);

/** @returns the error that the server ended the reply with, if it did */
async function* reply(
  config: ProviderConfig,
  asked: Record<string, unknown>,
  fetch: Fetch,
  signal: AbortSignal,
): AsyncGenerator<StreamPart, PatterError | null> {
  const body = JSON.stringify(asked);
  const ask = (lastEventId: string | undefined): Promise<Response> => {
    const headers = { ...authorization(config), 'content-type': 'application/json', accept: 'text/event-stream' };
    const resuming = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    return fetch(`${config.address}/chat/stream`, { method: 'POST', headers: { ...headers, ...resuming }, body });
  };
  let place: Place | undefined;
  const pause = ({ data }: EventSourceMessage): Promise<void> | null => {
    if (place !== undefined || parseObject(data)?.['whole'] !== true) return null;
    place = waitingPlaces.take();
    return place.free;
  };
  try {
    return yield* partsIn(resumableEvents(ask, signal, pause));
  } finally {
    place?.leave();
  }
}

/** @returns the error that the reply ended with, if it did */
async function* partsIn(events: AsyncIterable<EventSourceMessage>): AsyncGenerator<StreamPart, PatterError | null> {
  let text = '';
  let whole = false;
  for await (const { event: name, data } of events) {
    // One unreadable event may cost a word of the reply; what is missing is made up for at its end.
    const event = parseObject(data) ?? {};
    if (whole) {
      if (event['done'] === true) yield { type: 'corrections', corrections: event['corrections'] };
      if (event['done'] === true || name === 'error' || event['error']) return null;
      continue;
    }
    if (name === 'error' || event['error']) return errorInStream(event, explain);
    if (event['retract'] === true) {
      text = '';
      yield { type: 'retract' };
    }
    const token = textAt(event, 'token');
    if (token !== '') {
      text += token;
      yield { type: 'text', text: token };
    }
    whole = event['whole'] === true;
    if (whole || event['done'] === true) {
      yield* reconcile(text, textAt(event, 'full_text'));
      const reason = finishReasons.get(textAt(event, 'cut')) ?? 'stop';
      if (event['done'] !== true) {
        yield { type: 'finish', reason, correctionsFollow: true };
        continue;
      }
      yield { type: 'finish', reason, ...('corrections' in event && { corrections: event['corrections'] }) };
      return null;
    }
  }
  return null;
}

/** As much of a conversation as is sent along with a task, in UTF-16 units: authored scenes are shorter. */
const mostSaid = 60_000;

/** The latest messages that are no longer than that together. */
function latest(messages: ChatRequest['messages']): ChatRequest['messages'] {
  let left = mostSaid;
  const first = messages.findLastIndex(({ text }) => (left -= text.length) < 0);
  return messages.slice(first + 1);
}

/** What a task is answered: the JSON as it comes, for who asked to read. */
async function* answer(
  config: ProviderConfig,
  { name, subject, sentence }: Task,
  { lesson, messages }: ChatRequest,
  fetch: Fetch,
): AsyncGenerator<StreamPart> {
  const response = await fetch(`${config.address}/tasks/${name}`, {
    method: 'POST',
    headers: { ...authorization(config), 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      text: subject,
      sentence,
      language: lesson.language,
      difficulty_level: lesson.level,
      learner_language: lesson.learnerLanguage,
      scene: lesson.scene,
      messages: latest(messages),
    }),
  });
  for await (const text of readText(response.body)) yield { type: 'text', text };
  yield { type: 'finish', reason: 'stop' };
}

/** Why a whole answer is not a whole reply, where a server says so. */
const finishReasons: ReadonlyMap<string, FinishReason> = new Map([
  ['length', 'length'],
  ['refused', 'refused'],
]);

/** What turns the text that has arrived into the one that was meant. Servers may leave that out. */
function* reconcile(arrived: string, meant: string): Generator<StreamPart> {
  if (meant === '' || meant === arrived) return;
  if (meant.startsWith(arrived)) {
    yield { type: 'text', text: meant.slice(arrived.length) };
    return;
  }
  yield { type: 'retract' };
  yield { type: 'text', text: meant };
}

/** A tutor server has no models to choose from. Whatever answers proves that it is there, even that it lacks the page. */
async function models(config: ProviderConfig, fetch: Fetch): Promise<Model[]> {
  try {
    await fetch(`${config.address}/health`, { headers: authorization(config) });
  } catch (error) {
    if (!(error instanceof PatterError && error.status === 404)) throw error;
  }
  return [];
}

function authorization(config: ProviderConfig): Record<string, string> {
  return config.key ? { authorization: `Bearer ${requireKey(config)}` } : {};
}

function bodyOf({ lesson, messages }: ChatRequest): Record<string, unknown> {
  return {
    conversation_id: lesson.conversationId,
    user_message: messages.findLast(({ role }) => role === 'learner')?.text ?? '',
    language: englishName(lesson.language),
    difficulty_level: lesson.level,
    turn_id: lesson.turnId,
    learner_language: lesson.learnerLanguage,
    ...(lesson.scene !== undefined && { scene: lesson.scene }),
    ...(lesson.corrections === false ? { corrections: false } : { late_corrections: true }),
  };
}

/** `spanish` for `es-MX`: the protocol names languages, not their varieties. */
function englishName(tag: string): string {
  const { language } = new Intl.Locale(tag);
  const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;
  return name.toLowerCase();
}

/** What a server may say by name, since it is the learner's to know. How it reaches its own model is not. */
const namedCodes = new Set<string>([
  'bad-output',
  'interrupted',
  'language-unsupported',
  'overloaded',
  'rate-limited',
  'task-unsupported',
  'timeout',
  'too-long',
] satisfies ErrorCode[]);

const explain: Explain = (body, status) => {
  const retryAfter = numberAt(body, 'error', 'retry_after');
  const retryAfterMs = retryAfter === undefined ? undefined : retryAfter * 1000;
  const named = textAt(body, 'error', 'code');
  if (namedCodes.has(named)) return { code: named as ErrorCode, retryAfterMs };
  // There is no model that could be missing: the address, or the conversation, is not one of this server's.
  if (status === 404) return { code: 'bad-request' };
  const code = numberAt(body, 'error', 'status') ?? numberAt(body, 'error', 'code');
  return { code: code === undefined ? undefined : codeForStatus(code), retryAfterMs };
};

/** A server that does not know the route does not know the task. */
const explainTask: Explain = (body, status) =>
  status === 404 || status === 405 ? { code: 'task-unsupported' } : explain(body, status);
