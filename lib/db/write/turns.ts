import { Dexie } from 'dexie';
import { PatterError } from '#lib/errors/patter-error.ts';
import { toWire } from '#lib/errors/wire-error.ts';
import { isConversation, isMessage } from '../damage.ts';
import { database } from '../database.ts';
import { messageId, type Message, type NewConversation, type TurnEnd } from '../rows.ts';
import { inStore } from '../storage-error.ts';
import { createConversation } from './conversations.ts';
import { addCard } from './cards.ts';

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
export function beginTurn(turn: NewTurn, now: number): Promise<boolean> {
  const { conversations, messages, drafts } = database;
  return inStore(() =>
    database.transaction('rw', conversations, messages, drafts, async () => {
      const isNew = await addTurn(turn, now);
      if (isNew && turn.text !== undefined) await drafts.delete(turn.conversationId);
      return isNew;
    }),
  );
}

/** Within a transaction. @returns whether the turn is new */
async function addTurn({ conversationId, turnId, text }: NewTurn, now: number): Promise<boolean> {
  const { conversations, messages } = database;
  if ((await messages.get(messageId(turnId, 'tutor'))) !== undefined) return false;
  const conversation = await conversations.get(conversationId);
  if (!isConversation(conversation)) throw new PatterError('storage');
  const last = await lastPosition(conversationId);
  const common = { conversationId, turnId, createdAt: now };
  if (text !== undefined) {
    const id = messageId(turnId, 'learner');
    await messages.add({ ...common, id, role: 'learner', position: last + 1, text, state: 'done' });
  }
  const id = messageId(turnId, 'tutor');
  await messages.add({ ...common, id, role: 'tutor', position: last + 2, text: '', state: 'arriving' });
  const title = conversation.title || titleFrom(text ?? '');
  await conversations.update(conversationId, { updatedAt: now, title, deletedAt: 0 });
  return true;
}

/**
 * Opens a turn once more that no worker is running. A turn whose end could not be written down is still called
 * `arriving`, and is opened like any other.
 *
 * @param renewing whether the old reply is to stay only until a new one is written over it
 * @returns the text so far; `null` where there is no such turn.
 * @throws {PatterError}
 */
export function reopenTurn(turnId: string, renewing: boolean, now: number): Promise<{ text: string } | null> {
  return inStore(() =>
    database.transaction('rw', database.messages, async () => {
      const row = await database.messages.get(messageId(turnId, 'tutor'));
      if (row === undefined) return null;
      if (!isMessage(row)) throw new PatterError('storage');
      const { error: _error, cut: _cut, ...kept } = row;
      await database.messages.put({ ...kept, state: 'arriving', renewing, settledAt: now });
      return { text: row.text };
    }),
  );
}

/** Keeps what has arrived so far of a running turn. @throws {PatterError} */
export async function checkpointTurn(turnId: string, text: string): Promise<void> {
  const id = messageId(turnId, 'tutor');
  await inStore(() => database.messages.where({ id }).filter(isMessage).modify({ text, renewing: false }));
}

/** Commits how a turn ended. @throws {PatterError} */
export function endTurn(turnId: string, end: TurnEnd): Promise<void> {
  const { conversations, messages, slips } = database;
  return inStore(() =>
    database.transaction('rw', conversations, messages, slips, async () => {
      const row = await messages.get(messageId(turnId, 'tutor'));
      // The conversation was deleted for good while its tutor was still speaking.
      if (row === undefined) return;
      if (!isMessage(row)) throw new PatterError('storage');
      const { error: _error, cut: _cut, renewing: _renewing, ...kept } = row;
      // What was asked about another text than this is not about this one.
      const about = end.text === undefined || end.text === row.text ? kept : withoutAsides(kept);
      await messages.put({
        ...about,
        text: end.text ?? row.text,
        state: end.state,
        settledAt: end.endedAt,
        ...(end.error && { error: end.error }),
        ...(end.cut && { cut: end.cut }),
        ...(end.check && { check: end.check }),
      });
      if (end.card) await addCard(turnId, end.card);
      await conversations.where({ id: row.conversationId }).filter(isConversation).modify({ updatedAt: end.endedAt });
    }),
  );
}

function withoutAsides(row: Message): Message {
  const { check: _check, translation: _translation, simpler: _simpler, suggestions: _suggestions, ...rest } = row;
  return rest;
}

/** A turn that could not be written down while it ran, whole. */
export interface LateTurn {
  turnId: string;
  /** The learner's message, where it was not written down either. */
  learner?: string | undefined;
  end: TurnEnd;
}

/**
 * Commits what could not be kept before, oldest first, all of it or nothing: the conversation where it is missing, and
 * turns that have ended. Repeating it changes nothing.
 *
 * @throws {PatterError}
 */
export function keepTurns(
  conversationId: number,
  conversation: NewConversation | undefined,
  turns: readonly LateTurn[],
  now: number,
): Promise<void> {
  const { conversations, messages, slips } = database;
  return inStore(() =>
    database.transaction('rw', conversations, messages, slips, async () => {
      if (conversation !== undefined) await createConversation(conversation, now);
      for (const { turnId, learner, end } of turns) {
        await addTurn({ conversationId, turnId, text: learner }, now);
        const row = await messages.get(messageId(turnId, 'tutor'));
        // Another page may have handed over, or the learner asked for, something newer.
        if (row !== undefined && (row.settledAt ?? 0) <= end.endedAt) await endTurn(turnId, withoutLoss(row, end));
      }
    }),
  );
}

/** A page may have less of a reply that broke off than had been written down. */
function withoutLoss(row: Message, end: TurnEnd): TurnEnd {
  const lags = end.state === 'interrupted' && row.renewing !== true && row.text.startsWith(end.text ?? '');
  return lags ? { ...end, text: row.text } : end;
}

/** Takes the part of a reply that has arrived for what the learner wants to have. @throws {PatterError} */
export function acceptPart(turnId: string): Promise<void> {
  return inStore(() =>
    database.transaction('rw', database.messages, async () => {
      const row = await database.messages.get(messageId(turnId, 'tutor'));
      if (!isMessage(row) || row.text === '' || row.state === 'arriving' || row.state === 'done') return;
      const { error: _error, ...kept } = row;
      await database.messages.put({ ...kept, state: 'done', cut: 'kept' });
    }),
  );
}

/**
 * Marks every turn that no worker is running any more as interrupted, with the text it had.
 *
 * @param isRunning whether this worker runs a turn
 */
export async function interruptLostTurns(isRunning: (turnId: string) => boolean): Promise<void> {
  const error = toWire(new PatterError('interrupted'));
  await inStore(() =>
    database.messages
      .where({ state: 'arriving' })
      .filter((row) => isMessage(row) && !isRunning(row.turnId))
      .modify({ state: 'interrupted', error }),
  );
}

/**
 * Adds to an interrupted reply what its worker had no time to write down, as a page that showed it gives it back. A text
 * that does not go on from what is there is ignored.
 */
export async function recoverText(turnId: string, text: string): Promise<void> {
  await inStore(() =>
    database.messages
      .where({ id: messageId(turnId, 'tutor') })
      .filter(
        (row) => isMessage(row) && row.state === 'interrupted' && (row.renewing === true || text.startsWith(row.text)),
      )
      .modify({ text, renewing: false }),
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
