import type { Page } from 'playwright/test';

export const longTitle = 'El fin de semana en la montaña con mis amigos';

/** Puts conversations in the store with so many of the learner's messages on days so long before `now`, and loads the page anew. */
export async function storeTalks(
  page: Page,
  language: string,
  talks: readonly { ago: number; messages: number }[],
  now = Date.now(),
): Promise<void> {
  const talked = talks.map(({ ago, messages }) => ({ at: daysBefore(now, ago), messages }));
  await page.evaluate(
    async ({ tag, title, conversations }) => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const open = indexedDB.open('patter');
        open.addEventListener('success', () => resolve(open.result));
      });
      const filling = database.transaction(['conversations', 'messages'], 'readwrite');
      for (const { at, messages } of conversations) {
        const times = { createdAt: at, updatedAt: at, deletedAt: 0 };
        filling.objectStore('conversations').put({ id: at, title, language: tag, level: 'A1', ...times });
        for (let position = 1; position <= messages; position += 1) {
          const turnId = `${at}-${position}`;
          const turn = { conversationId: at, turnId, position, createdAt: at, state: 'done', text: 'Hola' };
          filling.objectStore('messages').put({ id: `${turnId}/learner`, role: 'learner', ...turn });
        }
      }
      await new Promise((resolve) => {
        filling.addEventListener('complete', resolve);
      });
      database.close();
    },
    { tag: language, title: longTitle, conversations: talked },
  );
  await page.reload();
}

/** The time it was on the clock so many days before: not every day is as long as another. */
function daysBefore(time: number, days: number): number {
  const date = new Date(time);
  return date.setDate(date.getDate() - days);
}
