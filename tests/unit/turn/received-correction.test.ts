import { beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import { messageId } from '#lib/db/rows.ts';
import { createConversation } from '#lib/db/write/conversations.ts';
import { beginTurn } from '#lib/db/write/turns.ts';
import type { Correction } from '#lib/providers/correction.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import type { Beside } from '#lib/turn/beside.ts';
import { receiveCorrection } from '#lib/turn/received-correction.ts';

const lesson = { language: 'es', level: 'A2', learnerLanguage: 'en' } as const;
const message = 'Yo fue al cine';
const note: Correction['notes'][number] = {
  original: 'fue',
  replacement: 'fui',
  category: 'verb_form',
  severity: 'wrong',
  explanation: '“Yo”: fui.',
};
const correction: Correction = { corrected: 'Yo fui al cine', notes: [note], wellDone: null };
const nothing = { corrected: message, notes: [], wellDone: null };
const tools = createLanguageTools(
  async () => '',
  async () => null,
);

/** A message of which a correction may come, with what is done beside its turn. */
function receive(more: Partial<Parameters<typeof receiveCorrection>[0]> = {}) {
  const beside = vi.fn<Beside>();
  const about = { turnId: 't', message, lesson, reading: null, slips: [], wanted: true, complete: false, ...more };
  return { ...receiveCorrection(about, tools, beside), beside };
}

const keptCard = async () => (await database.messages.get(messageId('t', 'learner')))?.card;

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  await createConversation({ id: 1, title: '', language: 'es', level: 'A2' }, 1);
  await beginTurn({ conversationId: 1, turnId: 't', text: message }, 1);
});

describe('a correction', () => {
  it('with the reply is its card, and good use is looked for', () => {
    const { cardIn, beside } = receive();
    expect(cardIn(correction)).toMatchObject({ kind: 'edits', corrected: correction.corrected });
    expect(beside.mock.calls.map(([name]) => name)).toEqual(['t/uses']);
  });

  it('behind it is kept, and so is nothing where there is nothing to put right', async () => {
    const { keepLate, beside } = receive();
    await keepLate(nothing);
    expect(await keptCard()).toBeUndefined();
    await keepLate(correction);
    expect(await keptCard()).toMatchObject({ kind: 'edits', corrected: correction.corrected });
    expect(beside).toHaveBeenCalledTimes(2);
  });

  it('that is not there says that all is right only where the tutor always says so', () => {
    const server = receive();
    expect(server.cardIn(undefined)).toBeNull();
    expect(server.beside).not.toHaveBeenCalled();
    const guided = receive({ complete: true });
    expect(guided.cardIn(undefined)).toBeNull();
    expect(guided.beside).toHaveBeenCalledTimes(1);
  });

  it.each([{ message: null }, { wanted: false }])('is left where there is nobody for it: %j', async (more) => {
    const { cardIn, keepLate, beside } = receive(more);
    expect(cardIn(correction)).toBeNull();
    await keepLate(correction);
    expect(await keptCard()).toBeUndefined();
    expect(beside).not.toHaveBeenCalled();
  });
});
