import { Ollama } from 'ollama/browser';
import { PatterError, type ErrorCode } from '#lib/errors/patter-error.ts';
import { errorInStream, type Explain } from './bound-fetch.ts';
import { guardRequest, guardStream } from './guard.ts';
import { at, listAt, numberAt, textAt, type JsonObject } from './json.ts';
import { readObjects } from './ndjson.ts';
import {
  exactTemperature,
  type ChatRequest,
  type Model,
  type Provider,
  type ProviderConfig,
  type StreamPart,
  type Usage,
} from './provider.ts';
import { rewriteBody } from './rewrite-body.ts';
import { ReasoningFilter } from './strip-reasoning.ts';
import { timeLimits } from './time-limits.ts';

type Fetch = typeof globalThis.fetch;

const contextTokens = 8_192;

/** The same in every call: Ollama loads the model anew when `num_ctx` changes, and unloads it after `keep_alive`. */
const residence = { think: false, keep_alive: '30m', options: { num_ctx: contextTokens } } as const;

/** Models that reason whatever `think` says and leave out the opening tag. More are learnt while this worker lives. */
const leakingFamilies = /\bqwen3:4b(?!-instruct)|\bqwq\b|\bthinking\b/i;
const leakingModels = new Set<string>();

/** Ollama counts what such a model thinks as output. In tokens. */
const roomForThoughts = 2_048;

/**
 * Ollama, on this computer or another. https://github.com/ollama/ollama/blob/main/docs/api.md
 */
export function createOllama(config: ProviderConfig): Provider {
  return {
    id: 'ollama',
    traits: { local: true, parallel: false, startsOver: false, contextTokens },
    stream: (request, options) =>
      guardStream(options, explain, timeLimits.ollama, (fetch) => chat(config, request, fetch)),
    models: (options) => guardRequest(options, explain, (fetch) => models(config, fetch)),
    warm: (model, options) => guardRequest(options, explain, (fetch) => warm(config, model, fetch)),
    promptCache: {
      leastTokens: 0,
      keptMs: 5 * 60_000,
      fill: (request, options) => guardRequest(options, explain, (fetch) => fill(config, request, fetch)),
    },
  };
}

async function* chat(config: ProviderConfig, request: ChatRequest, fetch: Fetch): AsyncGenerator<StreamPart> {
  const leaks = leakingFamilies.test(request.model) || leakingModels.has(request.model);
  const replies = await clientOf(config, checkLines(fetch)).chat({
    model: request.model,
    messages: messagesOf(request),
    stream: true,
    ...residence,
    options: {
      ...residence.options,
      num_predict: request.maxTokens + (leaks ? roomForThoughts : 0),
      // Unlike `num_ctx`, it is no reason for Ollama to load the model anew.
      ...(request.responseSchema && { temperature: exactTemperature }),
    },
    ...(request.responseSchema && { format: request.responseSchema }),
  });
  const filter = new ReasoningFilter(leaks);
  for await (const reply of replies) {
    yield* filter.push(reply.message.content);
    if (filter.leaked) leakingModels.add(request.model);
    // Some backends end with a reason and without `done`.
    if (!reply.done && !reply.done_reason) continue;
    const reason = reply.done_reason === 'length' ? 'length' : 'stop';
    yield* filter.end();
    yield { type: 'finish', reason, ...usageOf(reply) };
    return;
  }
}

async function models(config: ProviderConfig, fetch: Fetch): Promise<Model[]> {
  const list: unknown = await clientOf(config, fetch).list();
  // Whatever else may listen at the address is not Ollama.
  if (!Array.isArray(at(list, 'models'))) throw new PatterError('bad-stream');
  return listAt(list, 'models').map((model) => ({ id: textAt(model, 'model'), name: textAt(model, 'name') }));
}

/** https://github.com/ollama/ollama/blob/main/docs/api.md#load-a-model-1 */
async function warm(config: ProviderConfig, model: string, fetch: Fetch): Promise<void> {
  await clientOf(config, fetch).chat({ model, messages: [], stream: false, ...residence });
}

/**
 * The model keeps the prompt it has read last, and of the next one reads only what is new. It has to say one token: none at all
 * (`num_predict: 0`) is no limit. https://github.com/ollama/ollama/blob/main/runner/ollamarunner/runner.go
 */
async function fill(config: ProviderConfig, request: ChatRequest, fetch: Fetch): Promise<Usage | undefined> {
  const reply = await clientOf(config, fetch).chat({
    model: request.model,
    messages: messagesOf({ ...request, reminder: '' }),
    stream: false,
    ...residence,
    options: { ...residence.options, num_predict: 1 },
  });
  return usageOf(reply).usage;
}

function clientOf({ address }: ProviderConfig, fetch: Fetch): Ollama {
  return new Ollama({ host: address, fetch });
}

/**
 * The client skips lines that it can not read, so that text is lost, and it reports errors by their wording only. It is
 * given what is read of a line and no more: it also takes an `error` that is null for one, and a `status` for an end.
 */
function checkLines(fetch: Fetch): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    return rewriteBody(response, async function* checked(body) {
      for await (const object of readObjects(body)) {
        if (object['error']) throw errorInStream(object, explain);
        yield `${JSON.stringify(replyOf(object))}\n`;
      }
      // Whoever has seen the last line has left.
      throw new PatterError('interrupted');
    });
  };
}

function replyOf(line: JsonObject): JsonObject {
  return {
    // Proxies that speak the older `/api/generate` answer with `response` instead of a message.
    message: { content: textAt(line, 'message', 'content') || textAt(line, 'response') },
    done: Boolean(line['done']),
    done_reason: textAt(line, 'done_reason'),
    prompt_eval_count: numberAt(line, 'prompt_eval_count'),
    eval_count: numberAt(line, 'eval_count'),
  };
}

function messagesOf({ system, messages, reminder }: ChatRequest): { role: string; content: string }[] {
  const said = messages.map(({ role, text }) => ({ role: role === 'learner' ? 'user' : 'assistant', content: text }));
  const last = said.at(-1);
  if (reminder !== '') {
    if (last?.role === 'user') last.content += `\n\n${reminder}`;
    else said.push({ role: 'user', content: reminder });
  }
  return system === '' ? said : [{ role: 'system', content: system }, ...said];
}

function usageOf(reply: object): { usage?: Usage } {
  const input = numberAt(reply, 'prompt_eval_count');
  const output = numberAt(reply, 'eval_count');
  return input === undefined || output === undefined ? {} : { usage: { input, output } };
}

/** Ollama words its errors for people: `{"error": "model requires more system memory (8.4 GiB) than is available"}`. */
const wordings: readonly [RegExp, ErrorCode][] = [
  [/not found/i, 'model-missing'],
  [/memory|busy|maximum pending/i, 'overloaded'],
  [/context (length|window|size)|too long/i, 'too-long'],
];

const explain: Explain = (body, status) => {
  // Without a body: it is the answer to an origin that is not in OLLAMA_ORIGINS.
  if (status === 403) return { code: 'blocked' };
  const message = textAt(body, 'error') || textAt(body, 'error', 'message');
  return { code: wordings.find(([wording]) => wording.test(message))?.[1] };
};
