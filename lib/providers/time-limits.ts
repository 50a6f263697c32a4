import type { ProviderId } from './provider.ts';

/** How long a tutor may be silent, in milliseconds. Comments, pings and reasoning are silence too. */
export interface TimeLimits {
  /** From the request to the headers of its answer. */
  headersMs: number;
  /** From the headers to the first text. */
  firstTextMs: number;
  /** From one text to the next, or to the finish. */
  betweenTextMs: number;
}

export const timeLimits = {
  claude: { headersMs: 60_000, firstTextMs: 60_000, betweenTextMs: 60_000 },
  gemini: { headersMs: 60_000, firstTextMs: 60_000, betweenTextMs: 60_000 },
  // A model that has to be loaded first may take minutes to answer at all, and its reasoning is held back.
  ollama: { headersMs: 300_000, firstTextMs: 300_000, betweenTextMs: 120_000 },
  // A tutor server may itself stand before such a model.
  remote: { headersMs: 300_000, firstTextMs: 300_000, betweenTextMs: 120_000 },
} as const satisfies Record<Exclude<ProviderId, 'guided'>, TimeLimits>;
