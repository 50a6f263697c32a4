import type { Card } from '#lib/corrections/card.ts';
import { messageId, type Message, type Slip } from '#lib/db/rows.ts';
import { mergeTable, mineFirst, type TableMerge } from './merge-table.ts';

/** What is kept with a message about its text. */
const asides = ['card', 'uses', 'check', 'translation', 'simpler', 'suggestions'] as const;

/**
 * Merges the messages of conversations. Turns that the conversation here has not got, and whose places are taken by others,
 * come behind what is here.
 */
export function mergeMessages(here: readonly Message[], backup: readonly Message[]): TableMerge<Message> {
  const { added, updated } = mergeTable(here, backup, ({ id }) => id, laterMessage);
  const hereBy = Map.groupBy(here, ({ conversationId }) => conversationId);
  const placed = [...Map.groupBy(added, ({ conversationId }) => conversationId)].flatMap(([id, rows]) =>
    placeBehind(hereBy.get(id) ?? [], rows),
  );
  return { added: placed, updated };
}

export interface SlipsMerge extends TableMerge<Slip> {
  /** Ids of slips that are here, and that the learner has not let pass for one there. */
  removed: string[];
}

/** Slips that are new here, but for those that the learner has not let pass for one: their edit is disputed. */
export function mergeSlips(
  here: readonly Slip[],
  backup: readonly Slip[],
  messages: readonly (readonly Message[])[],
): SlipsMerge {
  const byId = new Map(messages.flat().map((message) => [message.id, message]));
  const stands = ({ id, turnId }: Slip): boolean => {
    const card = byId.get(messageId(turnId, 'learner'))?.card;
    const edit = Number(id.slice(id.lastIndexOf('/') + 1));
    return card?.kind !== 'edits' || card.edits[edit]?.disputed !== true;
  };
  const removed = here.filter((slip) => !stands(slip)).map(({ id }) => id);
  return { ...mergeTable(here, backup.filter(stands), ({ id }) => id, mineFirst), removed };
}

/** The one whose turn ended later, with what the other has about the same text. A reply that is arriving is left alone. */
function laterMessage(mine: Message, theirs: Message): Message {
  if (mine.state === 'arriving') return mine;
  const isLater = endOf(theirs) > endOf(mine);
  const [later, other] = isLater ? [theirs, mine] : [mine, theirs];
  const isSameText = later.text === other.text;
  const missing = isSameText ? asides.filter((aside) => !(aside in later) && aside in other) : [];
  const card = isSameText ? disputedIn(later.card, other.card) : later.card;
  if (!isLater && missing.length === 0 && card === later.card) return mine;
  const { conversationId, position } = mine;
  const found = Object.fromEntries(missing.map((aside) => [aside, other[aside]]));
  return { ...later, ...(card && { card }), ...found, conversationId, position };
}

/** A card, with the edits disputed that the learner has disputed in either form of it; the card itself where they are. */
function disputedIn(card: Card | undefined, other: Card | undefined): Card | undefined {
  if (card?.kind !== 'edits' || other?.kind !== 'edits' || card.corrected !== other.corrected) return card;
  const isOnlyThere = card.edits.map(
    ({ disputed }, index) => disputed !== true && other.edits[index]?.disputed === true,
  );
  if (!isOnlyThere.includes(true)) return card;
  return { ...card, edits: card.edits.map((edit, index) => (isOnlyThere[index] ? { ...edit, disputed: true } : edit)) };
}

function endOf({ settledAt, createdAt }: Message): number {
  return settledAt ?? createdAt;
}

function placeBehind(here: readonly Message[], added: readonly Message[]): Message[] {
  const taken = new Set(here.map(({ position }) => position));
  const inTheWay = new Set(added.filter(({ position }) => taken.has(position)).map(({ turnId }) => turnId));
  if (inTheWay.size === 0) return [...added];
  let first = Infinity;
  for (const { turnId, position } of added) if (inTheWay.has(turnId)) first = Math.min(first, position);
  let last = 0;
  for (const position of taken) last = Math.max(last, position);
  return added.map((message) =>
    message.position < first ? message : { ...message, position: message.position + last + 1 - first },
  );
}
