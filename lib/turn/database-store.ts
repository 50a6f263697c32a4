import { readReply } from '#lib/db/read/messages.ts';
import {
  beginTurn,
  checkpointTurn,
  endTurn,
  interruptLostTurns,
  keepTurns,
  recoverText,
  reopenTurn,
} from '#lib/db/write/turns.ts';
import type { TurnStore } from './turn-keeper.ts';

/** The browser's database as the store of turns. */
export const databaseStore: TurnStore = {
  begin: (turn) => beginTurn(turn, Date.now()),
  has: async (turnId) => (await readReply(turnId)) !== undefined,
  reopen: (turnId, renewing) => reopenTurn(turnId, renewing, Date.now()),
  checkpoint: checkpointTurn,
  end: endTurn,
  keep: (conversationId, conversation, turns) => keepTurns(conversationId, conversation, turns, Date.now()),
  interruptLost: interruptLostTurns,
  recover: recoverText,
};
