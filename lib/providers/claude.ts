import type Anthropic from '@anthropic-ai/sdk';
import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { Messages } from '@anthropic-ai/sdk/resources/messages/messages';
import { Models } from '@anthropic-ai/sdk/resources/models';
import type { ErrorCode } from '#lib/errors/patter-error.ts';
import { alternate } from './alternate.ts';
import type { Explain } from './bound-fetch.ts';
import { tidyEvents } from './claude-events.ts';
import { guardRequest, guardStream, requireKey } from './guard.ts';
import { numberAt, textAt, type JsonObject } from './json.ts';
import type { ChatRequest, FinishReason, Model, Provider, ProviderConfig, StreamPart, Usage } from './provider.ts';
import { rewriteBody } from './rewrite-body.ts';
import { timeLimits } from './time-limits.ts';

type Fetch = typeof globalThis.fetch;

/** Far more than Anthropic has: a gateway's list must not be read for ever. */
const mostModels = 1_000;

/** Stands for what the learner has not written yet. */
const placeholder = '…';

/**
 * Claude, through Anthropic's API or a gateway that speaks it. https://platform.claude.com/docs/en/api/messages
 */
export function createClaude(config: ProviderConfig): Provider {
  return {
    id: 'claude',
    traits: { local: false, parallel: true, startsOver: false, contextTokens: 12_000 },
    stream: (request, options) =>
      guardStream(options, explain, timeLimits.claude, (fetch) => chat(config, request, fetch)),
    models: (options) => guardRequest(options, explain, (fetch) => models(config, fetch)),
    promptCache: {
      // No model asks for more than 4,096, as it counts them: the estimate is up to a third higher. What is shorter is read at once anyway.
      leastTokens: 5_500,
      keptMs: 5 * 60_000,
      fill: (request, options) => guardRequest(options, explain, (fetch) => fill(config, request, fetch)),
    },
  };
}

async function* chat(config: ProviderConfig, request: ChatRequest, fetch: Fetch): AsyncGenerator<StreamPart> {
  // Not the client's `stream`, which reads on and keeps what nobody has asked for yet.
  const events = await clientOf(config, async (input, init) => {
    return rewriteBody(await fetch(input, init), (body) => tidyEvents(body, explain));
  }).messages.create(paramsOf(request));
  const usage: JsonObject = {};
  let stopReason: string | null = null;
  for await (const event of events) {
    switch (event.type) {
      case 'message_start':
        Object.assign(usage, event.message.usage);
        break;
      case 'content_block_delta':
        if (event.delta.type === 'text_delta') yield { type: 'text', text: event.delta.text };
        break;
      case 'message_delta':
        Object.assign(usage, event.usage);
        stopReason = event.delta.stop_reason ?? stopReason;
        break;
      case 'message_stop':
        yield { type: 'finish', reason: finishReasons.get(stopReason) ?? 'stop', ...usageOf(usage) };
        return;
    }
  }
}

/**
 * Without a token to say, what is marked is written to the cache and nothing else is done. Writing costs a quarter more than reading
 * afresh, and reading from it a tenth: where the turn comes, that tenth is all that this costs.
 * https://platform.claude.com/docs/en/build-with-claude/prompt-caching#pre-warming-the-cache
 */
async function fill(config: ProviderConfig, request: ChatRequest, fetch: Fetch): Promise<Usage | undefined> {
  const { stream: _, ...params } = paramsOf({ ...request, reminder: '', maxTokens: 0 });
  // The learner's turn has to come last. What stands in its place is read, and not written to the cache.
  const messages = [...params.messages, { role: 'user' as const, content: placeholder }];
  const { usage } = await clientOf(config, fetch).messages.create({ ...params, messages });
  return usageOf({ ...usage }).usage;
}

async function models(config: ProviderConfig, fetch: Fetch): Promise<Model[]> {
  const found: Model[] = [];
  for await (const { id, display_name } of clientOf(config, fetch).models.list({ limit: 100 })) {
    found.push({ id, name: display_name || id });
    if (found.length >= mostModels) break;
  }
  return found;
}

/** Anthropic's client with what is used of it: the whole of it would be a quarter of the extension. */
class ChatClient extends BaseAnthropic {
  readonly messages = new Messages(this);
  readonly models = new Models(this);
}

function clientOf(config: ProviderConfig, fetch: Fetch): ChatClient {
  return new ChatClient({
    apiKey: requireKey(config),
    baseURL: config.address,
    fetch,
    // Whoever calls decides about another try, and the client would wait as long as a server tells it to.
    maxRetries: 0,
    // The learner's own key, in the learner's own browser. It also makes the client send what CORS asks for.
    dangerouslyAllowBrowser: true,
    logLevel: 'off',
  });
}

function paramsOf(request: ChatRequest): Anthropic.MessageCreateParamsStreaming {
  const { model, system, maxTokens, responseSchema } = request;
  return {
    model,
    max_tokens: maxTokens,
    stream: true,
    ...(system !== '' && { system: [{ type: 'text', text: system, cache_control: { type: 'ephemeral' } }] }),
    messages: messagesOf(request),
    // Without a temperature: models from 4.7 on decline it.
    ...(responseSchema && { output_config: { format: { type: 'json_schema', schema: { ...responseSchema } } } }),
  };
}

/**
 * What the next turn will repeat ends with the learner's last message: the reminder after it is not part of the history.
 * https://platform.claude.com/docs/en/build-with-claude/prompt-caching
 */
function messagesOf(request: ChatRequest): Anthropic.MessageParam[] {
  const sides = alternate(request);
  const messages = sides.map(({ role, texts }) => ({
    role: role === 'learner' ? ('user' as const) : ('assistant' as const),
    content: texts.map((text): Anthropic.TextBlockParam => ({ type: 'text', text })),
  }));
  const lastRepeated = messages.at(-1)?.content.at(request.reminder === '' ? -1 : -2);
  if (lastRepeated) lastRepeated.cache_control = { type: 'ephemeral' };
  return messages;
}

/** https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons; all others are a `stop`. */
const finishReasons: ReadonlyMap<string | null, FinishReason> = new Map([
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'refused'],
]);

/** Anthropic counts what it read from and wrote to its cache apart from `input_tokens`. */
function usageOf(usage: JsonObject): { usage?: Usage } {
  const fresh = numberAt(usage, 'input_tokens');
  const output = numberAt(usage, 'output_tokens');
  if (fresh === undefined || output === undefined) return {};
  const cached = numberAt(usage, 'cache_read_input_tokens') ?? 0;
  const written = numberAt(usage, 'cache_creation_input_tokens') ?? 0;
  return { usage: { input: fresh + cached + written, output, cached } };
}

/** https://platform.claude.com/docs/en/api/errors */
const errorTypes: ReadonlyMap<string, ErrorCode> = new Map([
  ['authentication_error', 'auth'],
  ['permission_error', 'auth'],
  ['billing_error', 'quota'],
  ['not_found_error', 'model-missing'],
  ['request_too_large', 'too-long'],
  ['rate_limit_error', 'rate-limited'],
  ['timeout_error', 'server-error'],
  ['api_error', 'server-error'],
  ['overloaded_error', 'overloaded'],
]);

const explain: Explain = (body) => {
  const message = textAt(body, 'error', 'message');
  const spent = textAt(body, 'error', 'details', 'error_code').endsWith('spend_limit_reached');
  if (spent || /credit balance/i.test(message)) return { code: 'quota' };
  if (/prompt is too long|context (window|limit)/i.test(message)) return { code: 'too-long' };
  const type = textAt(body, 'error', 'type');
  return { code: type === 'invalid_request_error' ? 'bad-request' : errorTypes.get(type) };
};
