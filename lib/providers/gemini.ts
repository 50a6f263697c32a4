import { GoogleGenerativeAI, type Content, type GenerationConfig } from '@google/generative-ai';
import { codeForStatus, parseRetryAfter } from '#lib/errors/classify.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { alternate } from './alternate.ts';
import { errorInStream, longestErrorBody, type Explain } from './bound-fetch.ts';
import { guardRequest, guardStream, requireKey, type HangUpAfter } from './guard.ts';
import { at, listAt, numberAt, parseJson, parseObject, textAt } from './json.ts';
import {
  exactTemperature,
  type ChatRequest,
  type FinishReason,
  type Model,
  type Provider,
  type ProviderConfig,
  type StreamPart,
  type Usage,
} from './provider.ts';
import { readEvents } from './sse.ts';
import { timeLimits } from './time-limits.ts';

type Fetch = typeof globalThis.fetch;

const apiVersion = 'v1beta';

/** Google counts a model's thoughts as output: without room for them, a short reply would be cut before it begins. */
const roomForThoughts = 4_096;

/** How long a second last chunk is waited for: some servers keep the connection open after the first. */
const graceMs = 2_000;

/** 1,000 models a page is the API's maximum. */
const mostPages = 10;

/**
 * Gemini, through Google's Generative Language API or a gateway that speaks it.
 *
 * Google's package makes the request, but neither sends it nor reads the answer. It hands out no response, only chunks
 * from its own reader, and that reader fails on comments, `event:` lines, mixed line ends, raw U+2028 and
 * `[DONE]`, swallows errors within the stream, and takes a cut stream for a complete one. It also takes no `fetch` of
 * ours: it sends what is already aborted, and goes on downloading after it was told to stop.
 * https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent
 */
export function createGemini(config: ProviderConfig): Provider {
  return {
    id: 'gemini',
    traits: { local: false, parallel: true, startsOver: false, contextTokens: 12_000 },
    stream: (request, options) =>
      guardStream(options, explain, timeLimits.gemini, (fetch, hangUpAfter) =>
        chat(config, request, fetch, hangUpAfter),
      ),
    models: (options) => guardRequest(options, explain, (fetch) => models(config, fetch)),
  };
}

async function* chat(
  config: ProviderConfig,
  request: ChatRequest,
  fetch: Fetch,
  hangUpAfter: HangUpAfter,
): AsyncGenerator<StreamPart> {
  const { apiKey, model, systemInstruction, generationConfig } = new GoogleGenerativeAI(
    requireKey(config),
  ).getGenerativeModel({
    model: request.model,
    generationConfig: generationConfigOf(request),
    ...(request.system !== '' && { systemInstruction: request.system }),
  });
  const response = await fetch(`${config.address}/${apiVersion}/${model}:streamGenerateContent?alt=sse`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-goog-api-key': apiKey },
    body: JSON.stringify({ contents: contentsOf(request), systemInstruction, generationConfig }),
  });

  let reason: FinishReason | undefined;
  let usage: Usage | undefined;
  let stray = '';
  const keepStray = (line: string) => {
    if (stray.length < longestErrorBody) stray += `${line}\n`;
  };
  try {
    for await (const { data } of readEvents(response.body, keepStray)) {
      if (data.trim() === '' || data.trim() === '[DONE]') continue;
      const chunk = parseObject(data);
      if (!chunk) throw new PatterError('bad-stream');
      if (chunk['error']) throw errorInStream(chunk, explain);
      const candidate = listAt(chunk, 'candidates').find((other) => (numberAt(other, 'index') ?? 0) === 0);
      const text = listAt(candidate, 'content', 'parts').map(textOfPart).join('');
      if (text !== '') yield { type: 'text', text };
      const finished = reason !== undefined;
      const given = textAt(candidate, 'finishReason');
      // A second last chunk may follow the last one; it does not take back a refusal.
      if (given !== '' && (reason === undefined || reason === 'stop')) reason = finishReasonOf(given);
      if (textAt(chunk, 'promptFeedback', 'blockReason') !== '') reason = 'refused';
      if (reason && (!finished || text !== '')) hangUpAfter(graceMs);
      usage = usageOf(at(chunk, 'usageMetadata')) ?? usage;
    }
  } catch (error) {
    // A connection that breaks after the finish has lost nothing.
    if (!(reason && error instanceof PatterError && error.code === 'interrupted')) throw error;
  }
  // An error in mid-stream may come as bare JSON instead of as an event.
  const strayError = parseJson(stray);
  if (at(strayError, 'error')) throw errorInStream(strayError, explain);
  if (reason) yield { type: 'finish', reason, ...(usage && { usage }) };
}

/** https://ai.google.dev/api/models#method:-models.list. The package has no call for it. */
async function models(config: ProviderConfig, fetch: Fetch): Promise<Model[]> {
  const headers = { 'x-goog-api-key': requireKey(config) };
  const found: Model[] = [];
  let pageToken = '';
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ pageSize: '1000', ...(pageToken && { pageToken }) });
    const response = await fetch(`${config.address}/${apiVersion}/models?${query}`, { headers });
    const list: unknown = await response.json();
    for (const model of listAt(list, 'models')) {
      const id = textAt(model, 'name').replace(/^models\//, '');
      if (!listAt(model, 'supportedGenerationMethods').includes('generateContent')) continue;
      found.push({ id, name: textAt(model, 'displayName') || id });
    }
    pageToken = textAt(list, 'nextPageToken');
    if (pageToken === '') break;
  }
  return found;
}

/** What of a part is for the reader. */
function textOfPart(part: unknown): string {
  return at(part, 'thought') === true ? '' : textAt(part, 'text');
}

function contentsOf(request: ChatRequest): Content[] {
  return alternate(request).map(({ role, texts }) => ({
    role: role === 'learner' ? 'user' : 'model',
    parts: texts.map((text) => ({ text })),
  }));
}

/** `responseJsonSchema` takes JSON Schema as it is; the package knows only `responseSchema`, an older subset. */
function generationConfigOf({ maxTokens, responseSchema }: ChatRequest): GenerationConfig & {
  responseJsonSchema?: ChatRequest['responseSchema'];
} {
  return {
    maxOutputTokens: maxTokens + roomForThoughts,
    ...(responseSchema && {
      temperature: exactTemperature,
      responseMimeType: 'application/json',
      responseJsonSchema: responseSchema,
    }),
  };
}

/** https://ai.google.dev/api/generate-content#FinishReason; it grows, and the package's list is old. */
function finishReasonOf(reason: string): FinishReason {
  if (reason === 'MAX_TOKENS') return 'length';
  const refusals = /^(SAFETY|RECITATION|LANGUAGE|BLOCKLIST|PROHIBITED_CONTENT|SPII|MODEL_ARMOR|IMAGE_.+)$/;
  return refusals.test(reason) ? 'refused' : 'stop';
}

function usageOf(metadata: unknown): Usage | undefined {
  const input = numberAt(metadata, 'promptTokenCount');
  if (input === undefined) return undefined;
  const cached = numberAt(metadata, 'cachedContentTokenCount');
  const output = (numberAt(metadata, 'candidatesTokenCount') ?? 0) + (numberAt(metadata, 'thoughtsTokenCount') ?? 0);
  return { input, output, ...(cached !== undefined && { cached }) };
}

/** https://ai.google.dev/gemini-api/docs/troubleshooting#error-codes and https://cloud.google.com/apis/design/errors */
const explain: Explain = (body) => {
  const details = listAt(body, 'error', 'details');
  const seconds = details.map((detail) => /^(\d+(?:\.\d+)?)s$/.exec(textAt(detail, 'retryDelay'))?.[1]).find(Boolean);
  const retryAfterMs = parseRetryAfter(seconds ?? null);
  if (details.some((detail) => textAt(detail, 'reason') === 'API_KEY_INVALID')) return { code: 'auth' };
  if (/token count.*exceeds|exceeds the maximum number of tokens/i.test(textAt(body, 'error', 'message'))) {
    return { code: 'too-long' };
  }
  const violations = details.flatMap((detail) => listAt(detail, 'violations'));
  if (violations.some((violation) => textAt(violation, 'quotaId').includes('PerDay'))) return { code: 'quota' };
  const status = numberAt(body, 'error', 'code');
  return { code: status === undefined ? undefined : codeForStatus(status), retryAfterMs };
};
