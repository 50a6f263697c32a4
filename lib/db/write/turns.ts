import { Dexie } from 'dexie';
import { PatterError } from '#lib/errors/patter-error.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import type { Correction } from '#lib/providers/correction.ts';
import { isConversation, isMessage } from '../damage.ts';
import { database } from '../database.ts';
import { messageId, type Message, type MessageState } from '../rows.ts';
import { inStore } from '../storage-error.ts';

/** In graphemes. */
const longestTitle = 60;

export interface NewTurn {
  conversationId: number;
  turnId: string;
  /** The learner's message; none where the tutor speaks first. */
  text?: string | undefined;
}

/**
 * Commits the learner's message and a place for the reply, and clears the draft it was. Repeating it changes nothing.
 *
 * @returns whether the turn is new, and so has to be run.
 * @throws {PatterError} then nothing of the turn is kept.
 */
export function beginTurn({ conversationId, turnId, text }: NewTurn, now: number): Promise<boolean> {
  const { conversations, messages, drafts } = database;
  return inStore(() =>
    database.transaction('rw', conversations, messages, drafts, async () => {
      if ((await messages.get(messageId(turnId, 'tutor'))) !== undefined) return false;
      const conversation = await conversations.get(conversationId);
      if (!isConversation(conversation)) throw new PatterError('storage');
      const last = await lastPosition(conversationId);
      const common = { conversationId, turnId, createdAt: now };
      if (text !== undefined) {
        const id = messageId(turnId, 'learner');
        await messages.add({ ...common, id, role: 'learner', position: last + 1, text, state: 'done' });
        await drafts.delete(conversationId);
      }
      const id = messageId(turnId, 'tutor');
      await messages.add({ ...common, id, role: 'tutor', position: last + 2, text: '', state: 'arriving' });
      const title = conversation.title || titleFrom(text ?? '');
      await conversations.update(conversationId, { updatedAt: now, title, deletedAt: 0 });
      return true;
    }),
  );
}

/**
 * Opens a turn once more that no worker is running. The old reply stays until a new one is written over it. A turn whose
 * end could not be written down is still called `arriving`, and is opened like any other.
 *
 * @returns whether there was a turn to open.
 * @throws {PatterError}
 */
export function reopenTurn(turnId: string): Promise<boolean> {
  return inStore(() =>
    database.transaction('rw', database.messages, async () => {
      const row = await database.messages.get(messageId(turnId, 'tutor'));
      if (row === undefined) return false;
      if (!isMessage(row)) throw new PatterError('storage');
      const { error: _error, cut: _cut, ...kept } = row;
      await database.messages.put({ ...kept, state: 'arriving' });
      return true;
    }),
  );
}

/** Keeps what has arrived so far of a running turn. @throws {PatterError} */
export async function checkpointTurn(turnId: string, text: string): Promise<void> {
  const id = messageId(turnId, 'tutor');
  await inStore(() => database.messages.where({ id }).filter(isMessage).modify({ text }));
}

export interface TurnEnd {
  state: Exclude<MessageState, 'arriving'>;
  /** The whole reply; `undefined` leaves what is there, as after a retry that brought nothing. */
  text?: string | undefined;
  error?: WireError | undefined;
  cut?: Message['cut'] | undefined;
  correction?: Correction | undefined;
}

/** Commits how a turn ended. @throws {PatterError} */
export function endTurn(turnId: string, end: TurnEnd, now: number): Promise<void> {
  const { conversations, messages } = database;
  return inStore(() =>
    database.transaction('rw', conversations, messages, async () => {
      const row = await messages.get(messageId(turnId, 'tutor'));
      // The conversation was deleted for good while its tutor was still speaking.
      if (row === undefined) return;
      if (!isMessage(row)) throw new PatterError('storage');
      await messages.put({
        ...row,
        text: end.text ?? row.text,
        state: end.state,
        ...(end.error && { error: end.error }),
        ...(end.cut && { cut: end.cut }),
      });
      const { correction } = end;
      const asked = messages.where({ id: messageId(turnId, 'learner') });
      if (correction) await asked.filter(isMessage).modify({ correction });
      await conversations.where({ id: row.conversationId }).filter(isConversation).modify({ updatedAt: now });
    }),
  );
}

/** Marks every turn that no worker is running any more as interrupted, with the text it had. @throws {PatterError} */
export async function interruptLostTurns(): Promise<void> {
  const error = toWire(new PatterError('interrupted'));
  await inStore(() =>
    database.messages.where({ state: 'arriving' }).filter(isMessage).modify({ state: 'interrupted', error }),
  );
}

async function lastPosition(conversationId: number): Promise<number> {
  const last = await database.messages
    .where('[conversationId+position]')
    .between([conversationId, Dexie.minKey], [conversationId, Infinity])
    .reverse()
    .filter(({ position }) => Number.isSafeInteger(position))
    .first();
  return last?.position ?? 0;
}

function titleFrom(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  let graphemes = 0;
  for (const { index } of new Intl.Segmenter().segment(line)) {
    if (graphemes === longestTitle) return `${line.slice(0, index).trimEnd()}…`;
    graphemes += 1;
  }
  return line;
}
