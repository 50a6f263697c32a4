import type { Message, NewConversation, TurnEnd } from '#lib/db/rows.ts';
import type { LateTurn, NewTurn } from '#lib/db/write/turns.ts';
import { PatterError, type ErrorCode } from '#lib/errors/patter-error.ts';
import type { TurnStore } from '#lib/turn/turn-keeper.ts';

export interface StoredTurn extends Pick<
  Message,
  'text' | 'state' | 'renewing' | 'settledAt' | 'error' | 'cut' | 'card' | 'check'
> {
  conversationId: number;
  learner: string | undefined;
}

/** The store of turns in memory, for tests of what uses it: as the real one does, but at once, and it can be made to fail. */
export class MemoryTurnStore implements TurnStore {
  /** By id, in the order of their positions. */
  readonly turns = new Map<string, StoredTurn>();
  readonly conversations: Set<number>;
  /** What every call fails with; `storage-full` only those that write. */
  failing: ErrorCode | null = null;

  constructor(...conversations: number[]) {
    this.conversations = new Set(conversations);
  }

  async begin(turn: NewTurn): Promise<boolean> {
    this.#check();
    return this.#add(turn);
  }

  async has(turnId: string): Promise<boolean> {
    if (this.failing !== 'storage-full') this.#check();
    return this.turns.has(turnId);
  }

  async reopen(turnId: string, renewing: boolean): Promise<{ text: string } | null> {
    this.#check();
    const turn = this.turns.get(turnId);
    if (turn === undefined) return null;
    turn.state = 'arriving';
    turn.renewing = renewing;
    turn.settledAt = Date.now();
    delete turn.error;
    delete turn.cut;
    return { text: turn.text };
  }

  async checkpoint(turnId: string, text: string): Promise<void> {
    this.#check();
    const turn = this.turns.get(turnId);
    if (turn === undefined) return;
    turn.text = text;
    turn.renewing = false;
  }

  async end(turnId: string, end: TurnEnd): Promise<void> {
    this.#check();
    this.#end(turnId, end);
  }

  async keep(
    conversationId: number,
    conversation: NewConversation | undefined,
    turns: readonly LateTurn[],
  ): Promise<void> {
    this.#check();
    if (conversation !== undefined) this.conversations.add(conversation.id);
    for (const { turnId, learner, end } of turns) {
      this.#add({ conversationId, turnId, text: learner });
      const turn = this.turns.get(turnId);
      const lags = end.state === 'interrupted' && turn?.renewing !== true && turn?.text.startsWith(end.text ?? '');
      if ((turn?.settledAt ?? 0) <= end.endedAt) this.#end(turnId, lags === true ? { ...end, text: turn?.text } : end);
    }
  }

  async interruptLost(isRunning: (turnId: string) => boolean): Promise<void> {
    this.#check();
    for (const [turnId, turn] of this.turns) {
      if (turn.state === 'arriving' && !isRunning(turnId)) {
        turn.state = 'interrupted';
        turn.error = { code: 'interrupted' };
      }
    }
  }

  async recover(turnId: string, text: string): Promise<void> {
    this.#check();
    const turn = this.turns.get(turnId);
    if (turn?.state !== 'interrupted' || !(turn.renewing === true || text.startsWith(turn.text))) return;
    turn.text = text;
    turn.renewing = false;
  }

  #check(): void {
    if (this.failing !== null) throw new PatterError(this.failing);
  }

  #add({ conversationId, turnId, text }: NewTurn): boolean {
    if (this.turns.has(turnId)) return false;
    if (!this.conversations.has(conversationId)) throw new PatterError('storage');
    this.turns.set(turnId, { conversationId, learner: text, text: '', state: 'arriving' });
    return true;
  }

  #end(turnId: string, { text, endedAt, ...end }: TurnEnd): void {
    const turn = this.turns.get(turnId);
    if (turn === undefined) return;
    const { error: _error, cut: _cut, renewing: _renewing, ...kept } = turn;
    const given = Object.fromEntries(Object.entries(end).filter(([, value]) => value !== undefined));
    this.turns.set(turnId, { ...kept, text: text ?? turn.text, settledAt: endedAt, ...given });
  }
}
