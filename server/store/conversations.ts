import type { Database } from './database.ts';
import type { AttemptState, ConversationStore } from './store.ts';
import { endingOf, lessonOf } from './turns.ts';

export function createConversationStore(database: Database): ConversationStore {
  return {
    async conversations(owner, { limit, before }) {
      const rows = await database.query(
        `SELECT * FROM conversations WHERE owner = $1 AND (updated_at < $2 OR (updated_at = $2 AND id < $3))
         ORDER BY updated_at DESC, id DESC LIMIT $4`,
        [owner, before?.updatedAt ?? Number.MAX_SAFE_INTEGER, before?.id ?? Number.MAX_SAFE_INTEGER, limit],
      );
      return rows.map((row) => ({
        lesson: lessonOf(row),
        id: Number(row['id']),
        createdAt: Number(row['created_at']),
        updatedAt: Number(row['updated_at']),
      }));
    },

    async turns(owner, conversation, { limit, after = 0 }) {
      const known = await database.query('SELECT id FROM conversations WHERE owner = $1 AND id = $2', [
        owner,
        conversation,
      ]);
      if (known.length === 0) return undefined;
      const rows = await database.query(
        `SELECT t.id, t.turn_id, t.message, t.created_at, r.text, r.state, r.ending, r.ended_at
         FROM turns t JOIN replies r ON r.turn = t.id
         WHERE t.owner = $1 AND t.conversation = $2 AND t.id > $3 ORDER BY t.id LIMIT $4`,
        [owner, conversation, after, limit],
      );
      return rows.map((row) => ({
        position: Number(row['id']),
        turnId: String(row['turn_id']),
        message: String(row['message']),
        createdAt: Number(row['created_at']),
        reply: {
          text: String(row['text']),
          state: row['state'] as AttemptState,
          ending: endingOf(row['ending']),
          endedAt: row['ended_at'] === null ? null : Number(row['ended_at']),
        },
      }));
    },

    async deleteConversation(owner, conversation) {
      const deleted = await database.query('DELETE FROM conversations WHERE owner = $1 AND id = $2 RETURNING id', [
        owner,
        conversation,
      ]);
      return deleted.length > 0;
    },
  };
}
