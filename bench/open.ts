import { messageId, type Conversation, type Message } from '#lib/db/rows.ts';
import { launchPatter, type PatterBrowser } from '#tests/helpers/chromium.ts';
import { median, table } from './report.ts';

/*
 * How long the panel takes to open onto its latest conversation, with little and with much behind it: only what is
 * visible is read and rendered, so it should make no difference.
 */

const rounds = 7;
const libraries = [
  { conversations: 1, messages: 10 },
  { conversations: 200, messages: 10_000 },
];

const rows: string[][] = [];
for (const library of libraries) {
  const patter = await launchPatter();
  try {
    await fill(patter, library.conversations, library.messages);
    const opened: number[] = [];
    const switched: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const page = await patter.context.newPage();
      await page.setViewportSize({ width: 420, height: 800 });
      const from = performance.now();
      await page.goto(patter.url('sidepanel.html'));
      await page.getByRole('article').last().waitFor();
      opened.push(performance.now() - from);
      const drawer = performance.now();
      await page.getByRole('button', { name: 'Conversations' }).click();
      await page.getByRole('dialog').getByRole('link').first().waitFor();
      switched.push(performance.now() - drawer);
      await page.close();
    }
    rows.push([
      `${library.messages.toLocaleString('en')} in ${library.conversations}`,
      `${median(opened).toFixed(0)} ms`,
      `${median(switched).toFixed(0)} ms`,
    ]);
  } finally {
    await patter.close();
  }
}
console.log(table(['messages in conversations', 'panel open', 'drawer open'], rows));

async function fill(patter: PatterBrowser, conversations: number, messages: number): Promise<void> {
  const page = await patter.openPanel();
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  const perConversation = messages / conversations;
  const rowsOf = (conversation: number): { conversation: Conversation; messages: Message[] } => ({
    conversation: {
      id: conversation + 1,
      title: `Conversación ${conversation}`,
      language: 'es',
      level: 'A1',
      createdAt: conversation,
      updatedAt: conversation,
      deletedAt: 0,
    },
    messages: Array.from({ length: perConversation }, (_, index): Message => {
      const role = index % 2 === 0 ? 'learner' : 'tutor';
      const turnId = `${conversation}-${Math.floor(index / 2)}`;
      const text = `Mensaje ${index}: ayer fui al cine con mis amigos y vimos una película muy divertida.`;
      const id = messageId(turnId, role);
      return {
        id,
        conversationId: conversation + 1,
        turnId,
        role,
        position: index + 1,
        text,
        createdAt: index,
        state: 'done',
      };
    }),
  });
  const library = Array.from({ length: conversations }, (_, index) => rowsOf(index));
  await page.evaluate(async (filled) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open('patter');
      open.addEventListener('success', () => resolve(open.result));
      open.addEventListener('error', () => reject(open.error ?? new Error('no database')));
    });
    const filling = database.transaction(['conversations', 'messages'], 'readwrite');
    for (const { conversation, messages: written } of filled) {
      filling.objectStore('conversations').put(conversation);
      for (const message of written) filling.objectStore('messages').put(message);
    }
    await new Promise((resolve) => {
      filling.addEventListener('complete', resolve);
    });
    database.close();
  }, library);
  await page.close();
}
