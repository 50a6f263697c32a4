import type { Message, NewConversation, TurnEnd } from '#lib/db/rows.ts';
import type { LateTurn, NewTurn } from '#lib/db/write/turns.ts';
import { PatterError, type ErrorCode } from '#lib/errors/patter-error.ts';
import type { TurnStore } from '#lib/turn/turn-keeper.ts';

export interface StoredTurn extends Pick<Message, 'text' | 'state' | 'error' | 'cut' | 'correction'> {
  conversationId: number;
  learner: string | undefined;
}

/** The store of turns in memory, for tests of what uses it: as the real one does, but at once, and it can be made to fail. */
export class MemoryTurnStore implements TurnStore {
  /** By id, in the order of their positions. */
  readonly turns = new Map<string, StoredTurn>();
  readonly conversations: Set<number>;
  /** What every call fails with. */
  failing: ErrorCode | null = null;

  constructor(...conversations: number[]) {
    this.conversations = new Set(conversations);
  }

  async begin(turn: NewTurn): Promise<boolean> {
    this.#check();
    return this.#add(turn);
  }

  async reopen(turnId: string): Promise<{ text: string } | null> {
    this.#check();
    const turn = this.turns.get(turnId);
    if (turn === undefined) return null;
    turn.state = 'arriving';
    delete turn.error;
    delete turn.cut;
    return { text: turn.text };
  }

  async checkpoint(turnId: string, text: string): Promise<void> {
    this.#check();
    const turn = this.turns.get(turnId);
    if (turn !== undefined) turn.text = text;
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
      this.#end(turnId, end);
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
    if (turn?.state === 'interrupted' && text.startsWith(turn.text)) turn.text = text;
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

  #end(turnId: string, { text, ...end }: TurnEnd): void {
    const turn = this.turns.get(turnId);
    if (turn === undefined) return;
    const { error: _error, cut: _cut, ...kept } = turn;
    const given = Object.fromEntries(Object.entries(end).filter(([, value]) => value !== undefined));
    this.turns.set(turnId, { ...kept, text: text ?? turn.text, ...given });
  }
}
