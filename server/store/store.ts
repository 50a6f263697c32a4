import type { RateLimiterAbstract, IRateLimiterOptions } from 'rate-limiter-flexible';
import type { Correction } from '#lib/providers/correction.ts';
import type { ChatMessage } from '#lib/providers/provider.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import type { Ending, Reply, WholeEnding } from '../turns/reply.ts';

/** What a conversation is about. */
export interface ConversationLesson extends Lesson {
  /** Guided practice's scene, where one was chosen. */
  scene: string | undefined;
}

/** A turn as its client names it. */
export interface TurnName {
  /** Whose it is: an access token's id, 0 for a server that asks for none. */
  owner: number;
  /** A safe integer. */
  conversation: number;
  turnId: string;
}

/** A request for a reply. */
export interface Question extends TurnName {
  /** What tells this asking from another one; empty where the client does not say. */
  attemptId: string;
  /** Empty where the tutor is to speak first. */
  message: string;
  /** Whether the message is to be corrected; absent, it is. */
  corrections?: boolean | undefined;
  /** Whether the client takes the correction minutes after the text; absent, it waits for the end. */
  lateCorrections?: boolean | undefined;
  /** What is left out is as it was, or as `firstLesson` has it. */
  lesson: Omit<ConversationLesson, 'learnerLanguage'> & { learnerLanguage: string | undefined };
  /** In milliseconds since the epoch. */
  at: number;
}

/** One asking for a reply, by the store's own numbers. */
export interface AttemptKey {
  turn: number;
  number: number;
}

/** `whole`: it runs for the correction alone. */
export type AttemptState = 'running' | 'whole' | 'done' | 'failed' | 'interrupted';

export interface Attempt extends AttemptKey, Reply {}

/** What a question came to. */
export interface Asked {
  attempt: Attempt;
  /** Whether this process is to run it; otherwise it runs or ran already. */
  begun: boolean;
  lesson: ConversationLesson;
  message: string;
}

export interface StoredConversation {
  id: number;
  lesson: ConversationLesson;
  createdAt: number;
  updatedAt: number;
}

export interface StoredTurn {
  /** Grows with every turn. */
  position: number;
  turnId: string;
  message: string;
  createdAt: number;
  reply: { text: string; state: AttemptState; ending: Ending | null; endedAt: number | null };
}

export interface AccessToken {
  id: number;
  name: string;
  createdAt: number;
  revokedAt: number | null;
}

export interface Page {
  limit: number;
  /** Only what comes after this in the list's order. */
  after?: number | undefined;
}

export interface TurnStore {
  /** Keeps the learner's message and begins an attempt, unless this very asking has begun before. */
  ask(question: Question): Promise<Asked>;
  /** The latest attempt of a turn. */
  find(turn: TurnName): Promise<Attempt | undefined>;
  /** The latest attempts of these turns; without those that are gone. */
  read(turns: readonly number[]): Promise<Attempt[]>;
  /** Keeps what has arrived. @returns which of them still run and are not whole, as far as the store knows */
  save(attempts: readonly (AttemptKey & Pick<Reply, 'start' | 'text'>)[]): Promise<AttemptKey[]>;
  /**
   * Keeps that an attempt's text is whole: from now on it is the reply.
   * @returns `false` where it was replaced or deleted before
   */
  keepWhole(attempt: Attempt & { whole: WholeEnding }): Promise<boolean>;
  /** Keeps how an attempt ended; once more is as good as once. @returns `false` where it was replaced or deleted before */
  finish(attempt: Attempt & { ending: Ending }, state: AttemptState, at: number): Promise<boolean>;
  /** Ends the attempts of processes that died; those that were whole are done. @returns how many there were */
  interruptLost(at: number): Promise<number>;
  /** The latest correction of a turn's message, with whichever reply it came; `null` where there is none. */
  correctionOf(turn: number): Promise<Correction | null>;
  /** What was said before a turn, newest first. */
  before(turn: number): AsyncGenerator<ChatMessage>;
}

export interface ConversationStore {
  /** Latest first. */
  conversations(
    owner: number,
    page: { limit: number; before?: { updatedAt: number; id: number } | undefined },
  ): Promise<StoredConversation[]>;
  /** Oldest first. @returns `undefined` where there is no such conversation */
  turns(owner: number, conversation: number, page: Page): Promise<StoredTurn[] | undefined>;
  /** @returns whether there was one */
  deleteConversation(owner: number, conversation: number): Promise<boolean>;
}

export interface TokenStore {
  addToken(name: string, hash: string, at: number): Promise<AccessToken>;
  /** Also the revoked ones. */
  tokens(): Promise<AccessToken[]>;
  /** @returns how many tokens of that name are revoked now */
  revokeTokens(name: string, at: number): Promise<number>;
  /** The one that has this hash and is not revoked. */
  findToken(hash: string): Promise<AccessToken | undefined>;
}

/** Everything the server keeps. Whatever goes wrong is thrown as a PatterError, and then nothing has changed. */
export interface Store extends TurnStore, ConversationStore, TokenStore {
  /** Counts where the rest is kept, so that all processes count together. */
  limiter(options: IRateLimiterOptions): RateLimiterAbstract;
  /** @throws {PatterError} where it can not be reached */
  ping(): Promise<void>;
  close(): Promise<void>;
}
