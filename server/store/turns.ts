import type { Correction } from '#lib/providers/correction.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import { levels } from '#lib/providers/provider.ts';
import { endingSchema, startOfAttempt, type Ending, type WholeEnding } from '../turns/reply.ts';
import { batches } from './batches.ts';
import type { Database, Row, SqlValue } from './database.ts';
import type { Attempt, ConversationLesson, Question, TurnStore } from './store.ts';

/** Of a learner who has not said what language is theirs. */
const firstLearnerLanguage = 'en';

/** How many turns are read at once on the way back through a conversation. */
const historyPage = 40;

export function createTurnStore(database: Database, runner: number): TurnStore {
  return {
    ask: (question) =>
      database.transaction(async (inside) => {
        const { owner, conversation, turnId, attemptId, message, lesson, at } = question;
        // Whoever asks in the same conversation waits here for the end of this transaction.
        const [known = {}] = await inside.query(
          `INSERT INTO conversations (owner, id, language, level, learner_language, scene, created_at, updated_at)
           VALUES ($1, $2, $3, $4, COALESCE(CAST($5 AS text), $6), CAST($7 AS text), $8, $8)
           ON CONFLICT (owner, id) DO UPDATE SET
             language = excluded.language,
             level = excluded.level,
             learner_language = COALESCE(CAST($5 AS text), conversations.learner_language),
             scene = COALESCE(CAST($7 AS text), conversations.scene),
             updated_at = excluded.updated_at
           RETURNING *`,
          [owner, conversation, ...lessonValues(lesson), at],
        );
        await inside.query(
          `INSERT INTO turns (owner, conversation, turn_id, message, created_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT DO NOTHING`,
          [owner, conversation, turnId, message, at],
        );
        const [turn = {}] = await inside.query(
          'SELECT id, message FROM turns WHERE owner = $1 AND conversation = $2 AND turn_id = $3',
          [owner, conversation, turnId],
        );
        const id = Number(turn['id']);
        const kept = { lesson: lessonOf(known), message: String(turn['message']) };
        const [last] = await inside.query('SELECT * FROM attempts WHERE turn = $1 ORDER BY number DESC LIMIT 1', [id]);
        if (last !== undefined && (attemptId === '' || last['attempt_id'] === attemptId)) {
          return { ...kept, attempt: attemptOf(last), begun: false };
        }
        await inside.query(`UPDATE attempts SET ${brokenOff('$2', '$3')} WHERE turn = $1 AND ${isRunning}`, [
          id,
          at,
          endingText({ error: 'interrupted' }),
        ]);
        const number = last === undefined ? 1 : Number(last['number']) + 1;
        const attempt: Attempt = {
          turn: id,
          number,
          start: startOfAttempt(number),
          text: '',
          whole: null,
          ending: null,
        };
        await inside.query(
          `INSERT INTO attempts (turn, number, attempt_id, runner, state, start, text, created_at)
           VALUES ($1, $2, $3, $4, 'running', $5, '', $6)`,
          [id, attempt.number, attemptId, runner, attempt.start, at],
        );
        return { ...kept, attempt, begun: true };
      }),

    async find({ owner, conversation, turnId }) {
      const [row] = await database.query(
        `SELECT a.* FROM attempts a JOIN turns t ON t.id = a.turn
         WHERE t.owner = $1 AND t.conversation = $2 AND t.turn_id = $3 ORDER BY a.number DESC LIMIT 1`,
        [owner, conversation, turnId],
      );
      return row && attemptOf(row);
    },

    async read(turns) {
      const found: Row[] = [];
      for (const some of batches(turns)) {
        const list = some.map((_, index) => `$${index + 1}`).join(', ');
        found.push(
          ...(await database.query(
            `SELECT a.* FROM attempts a WHERE a.turn IN (${list})
             AND a.number = (SELECT MAX(b.number) FROM attempts b WHERE b.turn = a.turn)`,
            some,
          )),
        );
      }
      return found.map(attemptOf);
    },

    async save(attempts) {
      const running: Row[] = [];
      for (const some of batches(attempts)) {
        running.push(
          ...(await database.query(
            `WITH saved (turn, number, start, text) AS (VALUES ${some.map((_, index) => savedRow(index * 4)).join(', ')})
             UPDATE attempts SET start = saved.start, text = saved.text FROM saved
             WHERE attempts.turn = saved.turn AND attempts.number = saved.number AND attempts.state = 'running'
             RETURNING attempts.turn, attempts.number`,
            some.flatMap(({ turn, number, start, text }) => [turn, number, start, text]),
          )),
        );
      }
      return running.map(({ turn, number }) => ({ turn: Number(turn), number: Number(number) }));
    },

    async keepWhole({ turn, number, start, text, whole }) {
      const kept = await database.query(
        `UPDATE attempts SET state = 'whole', start = $3, text = $4, ending = $5
         WHERE turn = $1 AND number = $2 AND state = 'running' RETURNING turn`,
        [turn, number, start, text, endingText(whole)],
      );
      return kept.length > 0;
    },

    async finish({ turn, number, start, text, ending }, state, at) {
      const ended = await database.query(
        `UPDATE attempts SET state = $3, start = $4, text = $5, ending = $6, ended_at = $7
         WHERE turn = $1 AND number = $2 AND (${isRunning} OR (state = $3 AND ended_at = $7)) RETURNING turn`,
        [turn, number, state, start, text, endingText(ending), at],
      );
      return ended.length > 0;
    },

    async interruptLost(at) {
      const lost = await database.query(
        `UPDATE attempts SET ${brokenOff('$1', '$2')} WHERE ${isRunning} AND NOT (${database.runnerAlive}) RETURNING turn`,
        [at, endingText({ error: 'interrupted' })],
      );
      return lost.length;
    },

    async correctionOf(turn) {
      const rows = await database.query(
        `SELECT ending FROM attempts WHERE turn = $1 AND state = 'done' ORDER BY number DESC`,
        [turn],
      );
      const endings = rows.map(({ ending }) => endingOf(ending));
      return endings.map((ending) => correctionIn(ending)).find((correction) => correction !== null) ?? null;
    },

    async *before(turn) {
      for (let before = turn; ;) {
        const rows = await database.query(
          `SELECT t.id, t.message, r.text FROM turns t JOIN replies r ON r.turn = t.id
           JOIN turns answered ON answered.id = $1
           WHERE t.owner = answered.owner AND t.conversation = answered.conversation AND t.id < $2
           ORDER BY t.id DESC LIMIT $3`,
          [turn, before, historyPage],
        );
        for (const { message, text } of rows) {
          yield { role: 'tutor', text: String(text) };
          // Empty where the tutor spoke first.
          if (message !== '') yield { role: 'learner', text: String(message) };
        }
        const oldest = rows.at(-1);
        if (oldest === undefined || rows.length < historyPage) return;
        before = Number(oldest['id']);
      }
    },
  };
}

const isRunning = `state IN ('running', 'whole')`;

/** What becomes of an attempt that runs no more: a whole one lacks nothing but a correction, and has its ending already. */
function brokenOff(at: string, ending: string): string {
  return `state = CASE state WHEN 'whole' THEN 'done' ELSE 'interrupted' END,
    ended_at = ${at}, ending = COALESCE(ending, ${ending})`;
}

/** One row of the table of values that `save` updates from. PostgreSQL has to be told their types. */
function savedRow(first: number): string {
  const cast = (index: number, type: string): string => `CAST($${first + index} AS ${type})`;
  return `(${cast(1, 'bigint')}, ${cast(2, 'bigint')}, ${cast(3, 'bigint')}, ${cast(4, 'text')})`;
}

function lessonValues({ language, level, learnerLanguage, scene }: Question['lesson']): SqlValue[] {
  return [language, level, learnerLanguage ?? null, firstLearnerLanguage, scene ?? null];
}

export function lessonOf(row: Row): ConversationLesson {
  return {
    language: String(row['language']),
    level: levels.find((level) => level === row['level']) ?? levels[0],
    learnerLanguage: String(row['learner_language']),
    scene: textOrNone(row['scene']),
  } satisfies Lesson & { scene: string | undefined };
}

function attemptOf(row: Row): Attempt {
  const ending = endingOf(row['ending']);
  const whole = row['state'] === 'whole' ? (ending as WholeEnding) : null;
  return {
    turn: Number(row['turn']),
    number: Number(row['number']),
    start: Number(row['start']),
    text: String(row['text']),
    whole,
    ending: whole === null ? ending : null,
  };
}

export function endingOf(stored: SqlValue | undefined): Ending | null {
  return typeof stored === 'string' ? endingSchema.parse(JSON.parse(stored)) : null;
}

function correctionIn(ending: Ending | null): Correction | null {
  return ending !== null && 'corrections' in ending ? ending.corrections : null;
}

function endingText(ending: Ending): string {
  return JSON.stringify(ending);
}

function textOrNone(value: SqlValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
