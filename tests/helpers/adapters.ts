import type { ErrorCode } from '#lib/errors/patter-error.ts';
import type { FinishReason, Provider, ProviderConfig } from '#lib/providers/provider.ts';
import { createClaude } from '#lib/providers/claude.ts';
import { createGemini } from '#lib/providers/gemini.ts';
import { createOllama } from '#lib/providers/ollama.ts';
import { createRemote } from '#lib/providers/remote.ts';
import { timeLimits, type TimeLimits } from '#lib/providers/time-limits.ts';

/** What an adapter has of its own; all else is the same for each. */
interface Adapter {
  create(config: ProviderConfig): Provider;
  format: 'sse' | 'ndjson';
  /** The fixtures that this vendor has an equivalent of. */
  replies: readonly (keyof typeof replies)[];
  /** What the vendor's own fixture of an error within a stream says. */
  errorInside: ErrorCode;
  /** What differs from most vendors' meaning of a status. */
  statuses?: Readonly<Record<number, ErrorCode>>;
  keyRequired: boolean;
  limits: TimeLimits;
  /** How it says some text. */
  say(text: string): string;
  /** How it ends a reply. */
  ending: string;
  /** What it may send while it has nothing to say. */
  pings: readonly string[];
}

/** What the fixtures of these names say, in every vendor's format. */
export const replies = {
  greeting: { text: '¡Muy bien! «Ayer fui al mercado» está perfecto. ¿Qué compraste? 🍅', reason: 'stop' },
  scripts: {
    text: '「昨日、映画を見ました」👩🏽‍🏫\n\nהָלַכְתִּי לַשּׁוּק · ذهبتُ إلى السوقِ · เมื่อวานฉันไปตลาด · मैं बाज़ार गया था।',
    reason: 'stop',
  },
  length: { text: 'Ich bin gestern nach Köln ge', reason: 'length' },
  refused: { text: 'Über dieses Thema ', reason: 'refused' },
  whole: { text: 'Ayer fui al cine. 🍅', reason: 'stop' },
} satisfies Record<string, { text: string; reason: FinishReason }>;

/** What the fixtures named `error` say before it. */
export const errorText = 'Очень хорошо, но ';

const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;

/** Every adapter that speaks over a network, by the folder of its fixtures. */
export const adapters: Record<keyof typeof timeLimits, Adapter> = {
  claude: {
    create: createClaude,
    format: 'sse',
    replies: ['greeting', 'scripts', 'length', 'refused'],
    errorInside: 'overloaded',
    keyRequired: true,
    limits: timeLimits.claude,
    say: (text) => event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
    ending: event({ type: 'message_stop' }),
    pings: [': keep-alive\n\n', 'event: ping\ndata: {"type": "ping"}\n\n'],
  },
  gemini: {
    create: createGemini,
    format: 'sse',
    replies: ['greeting', 'scripts', 'length', 'refused'],
    errorInside: 'overloaded',
    keyRequired: true,
    limits: timeLimits.gemini,
    say: (text) => event({ candidates: [{ content: { parts: [{ text }] } }] }),
    ending: event({ candidates: [{ finishReason: 'STOP' }] }),
    pings: [': keep-alive\n\n', event({ usageMetadata: { promptTokenCount: 1 } })],
  },
  ollama: {
    create: createOllama,
    format: 'ndjson',
    replies: ['greeting', 'scripts', 'length'],
    errorInside: 'overloaded',
    statuses: { 403: 'blocked' },
    keyRequired: false,
    limits: timeLimits.ollama,
    say: (content) => `${JSON.stringify({ message: { content } })}\n`,
    ending: '{"done": true}\n',
    pings: ['\n', '{"message": {"content": "", "thinking": "Hm."}}\n'],
  },
  remote: {
    create: createRemote,
    format: 'sse',
    replies: ['greeting', 'scripts', 'whole'],
    errorInside: 'overloaded',
    statuses: { 404: 'bad-request' },
    keyRequired: false,
    limits: timeLimits.remote,
    say: (token) => event({ token }),
    ending: event({ done: true }),
    pings: [': keep-alive\n\n', event({ token: '' })],
  },
};

/** What an HTTP status means to most. */
export const statuses: Readonly<Record<number, ErrorCode>> = {
  400: 'bad-request',
  401: 'auth',
  402: 'quota',
  403: 'auth',
  404: 'model-missing',
  408: 'server-error',
  413: 'too-long',
  429: 'rate-limited',
  500: 'server-error',
  502: 'server-error',
  503: 'overloaded',
  504: 'server-error',
  529: 'overloaded',
};
