/** CEFR levels (Council of Europe, 2001), easiest first. */
export const levels = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;
export type Level = (typeof levels)[number];

export const providerIds = ['guided', 'ollama', 'claude', 'gemini', 'remote'] as const;
export type ProviderId = (typeof providerIds)[number];

export interface ChatMessage {
  role: 'learner' | 'tutor';
  text: string;
}

/** How freely an answer in JSON is worded, for vendors that let it be chosen: such answers are to be exact, not lively. */
export const exactTemperature = 0.2;

/** What a tutor can be asked for beside its replies. */
export const taskNames = [
  'correct',
  'translate',
  'simplify',
  'suggest',
  'say',
  'gloss',
  'recap',
  'drill',
  'extract',
  'summarise',
] as const;
export type TaskName = (typeof taskNames)[number];

/** What the tutor is asked to do in one turn. Adapters translate it into their vendor's words and add nothing of their own. */
export interface ChatRequest {
  /** The vendor's model id. Empty for tutors that have none (guided practice, a remote tutor). */
  model: string;
  /** The part of the prompt that stays the same from turn to turn, so that vendors can cache it. */
  system: string;
  /** What is restated at the very end of the prompt, after the last message. Empty when there is nothing. */
  reminder: string;
  /** Oldest first. Ends with a learner's message, except where the tutor speaks first and there is none. */
  messages: readonly ChatMessage[];
  /** Upper bound of the reply, in tokens. */
  maxTokens: number;
  /** What tutors that build their own prompt need to know of the lesson. */
  lesson: {
    /** A safe integer: the remote protocol wants a number. */
    conversationId: number;
    turnId: string;
    /** BCP 47 tag of the language that is learnt. */
    language: string;
    level: Level;
    /** BCP 47 tag of the language the learner speaks. */
    learnerLanguage: string;
    /** Guided practice's scene, where the learner chose one. */
    scene?: string | undefined;
    /** Whether the learner wants the message corrected, for tutors that do so by themselves; absent, they do. */
    corrections?: boolean;
    /** The turn's reply broke off, and the rest of it is wanted: a tutor that has it need not think again. */
    continues?: boolean;
    /** What is asked for in place of a reply. Comes with a `responseSchema`. */
    task?: {
      name: TaskName;
      /** The text that it is about. */
      subject: string;
      /** Where that is a word: the sentence that it stands in. */
      sentence?: string;
      /** Whether somebody waits for the answer. */
      waited: boolean;
    };
  };
  /** Nobody waits for it: it leaves the learner's limits, and a tutor that takes one request at a time, to what is waited for. */
  ahead?: boolean;
  /** A JSON schema: the reply is to be one JSON value that fits it. */
  responseSchema?: Readonly<Record<string, unknown>>;
}

/** Tokens as the vendor counted them. */
export interface Usage {
  input: number;
  output: number;
  /** Input tokens that were read from the vendor's cache, part of `input`. */
  cached?: number;
}

export type FinishReason =
  | 'stop'
  /** The reply ran into its length limit: it is cut short. */
  | 'length'
  /** The vendor declined or blocked the reply; what text there is stays. */
  | 'refused';

export type StreamPart =
  | { type: 'text'; text: string }
  /** All text of this reply so far was not meant for the reader (a model's leaked reasoning): start again from nothing. */
  | { type: 'retract' }
  /**
   * The text is whole. `corrections` is as the tutor gave it, unchecked. Where it is still out, `correctionsFollow`: then
   * the parts go on.
   */
  | { type: 'finish'; reason: FinishReason; usage?: Usage; corrections?: unknown; correctionsFollow?: true }
  /** What a finish has announced, unchecked too. */
  | { type: 'corrections'; corrections: unknown };

export interface Model {
  id: string;
  /** As the vendor calls it for people. */
  name: string;
}

export interface CallOptions {
  signal: AbortSignal;
}

/** A vendor's cache of prompts, where it can be filled before the first of them is waited for. */
export interface PromptCache {
  /** Shorter prompts are not kept, or not worth it. In tokens, as `estimateTokens` counts them. */
  leastTokens: number;
  /** How long a prompt stays that nobody comes back to, in milliseconds. */
  keptMs: number;
  /**
   * Has a prompt read, up to its last message, and nothing said.
   * @param request one that ends with the tutor's message: what the learner says next goes behind it
   * @returns what that used, where the vendor says so
   * @throws {PatterError}
   */
  fill(request: ChatRequest, options: CallOptions): Promise<Usage | undefined>;
}

export interface Provider {
  readonly id: ProviderId;
  readonly traits: {
    /** Runs on this computer: it may have to load its model first, and nothing leaves the machine. */
    local: boolean;
    /** Answers several requests at once. */
    parallel: boolean;
    /** Builds its own prompt: asked for the rest of a reply that broke off, it says the whole of it once more. */
    startsOver: boolean;
    /** How much it is given in one request, in tokens: its window, or less where more would cost and help little. */
    contextTokens: number;
  };
  /**
   * Text (and at most a few retract) parts, then exactly one finish. Behind a finish with `correctionsFollow` come the
   * corrections, at most once, or nothing: a whole reply does not fail by them, and who does not want them leaves.
   * Ending the iteration early or aborting the signal closes the connection.
   * @throws {PatterError} and nothing else, and only before the finish: `cancelled` on abort, `interrupted` where the
   * stream ends unfinished, `timeout` where the tutor is silent for too long (`time-limits.ts`).
   */
  stream(request: ChatRequest, options: CallOptions): AsyncIterable<StreamPart>;
  /**
   * The models that can be chosen; empty where the tutor has none to choose from. It also serves as the cheapest call
   * that proves address and key.
   * @throws {PatterError}
   */
  models(options: CallOptions): Promise<readonly Model[]>;
  /** Loads a local model ahead of its first use. @throws {PatterError} */
  warm?(model: string, options: CallOptions): Promise<void>;
  readonly promptCache?: PromptCache;
}

/** How to reach a tutor. */
export interface ProviderConfig {
  /** Base address without a trailing slash, such as `https://api.anthropic.com`. */
  address: string;
  key?: string | undefined;
}
