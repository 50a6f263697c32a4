import { codeForStatus } from '#lib/errors/classify.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { errorInStream, type Explain } from './bound-fetch.ts';
import { guardRequest, guardStream, requireKey } from './guard.ts';
import { numberAt, parseObject, textAt } from './json.ts';
import type { ChatRequest, Model, Provider, ProviderConfig, StreamPart } from './provider.ts';
import { readEvents } from './sse.ts';
import { timeLimits } from './time-limits.ts';

type Fetch = typeof globalThis.fetch;

/**
 * A tutor server, which keeps the conversation and builds its own prompt. `POST /chat/stream` is answered by events
 * `{"token"}` and at last `{"done": true, "full_text", "corrections"}`; fields and events beyond these are ignored.
 */
export function createRemote(config: ProviderConfig): Provider {
  return {
    id: 'remote',
    traits: { local: false, parallel: true, structured: false, startsOver: true, contextTokens: 8_192 },
    stream: (request, options) =>
      guardStream(options, explain, timeLimits.remote, (fetch) => chat(config, request, fetch)),
    models: (options) => guardRequest(options, explain, (fetch) => models(config, fetch)),
  };
}

async function* chat(config: ProviderConfig, request: ChatRequest, fetch: Fetch): AsyncGenerator<StreamPart> {
  const response = await fetch(`${config.address}/chat/stream`, {
    method: 'POST',
    headers: { ...authorization(config), 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(bodyOf(request)),
  });
  let text = '';
  for await (const { event: name, data } of readEvents(response.body)) {
    // One unreadable event may cost a word of the reply; what is missing is made up for at its end.
    const event = parseObject(data) ?? {};
    if (name === 'error' || event['error']) throw errorInStream(event, explain);
    const token = textAt(event, 'token');
    if (token !== '') {
      text += token;
      yield { type: 'text', text: token };
    }
    if (event['done'] === true) {
      yield* reconcile(text, textAt(event, 'full_text'));
      yield { type: 'finish', reason: 'stop', ...('corrections' in event && { corrections: event['corrections'] }) };
      return;
    }
  }
}

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
  };
}

/** `spanish` for `es-MX`: the protocol names languages, not their varieties. */
function englishName(tag: string): string {
  const { language } = new Intl.Locale(tag);
  const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;
  return name.toLowerCase();
}

const explain: Explain = (body, status) => {
  // There is no model that could be missing: the address, or the conversation, is not one of this server's.
  if (status === 404) return { code: 'bad-request' };
  const code = numberAt(body, 'error', 'status') ?? numberAt(body, 'error', 'code');
  return { code: code === undefined ? undefined : codeForStatus(code) };
};
