import { setTimeout as wait } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';

const replyDeadline = 60_000;
const indent = ' '.repeat('Tutor '.length);

/** Writes a text that grows to stdout, each time only what is new. */
class GrowingText {
  #written = '';

  update(text: string): void {
    if (!text.startsWith(this.#written)) return;
    process.stdout.write(text.slice(this.#written.length).replaceAll('\n', `\n${indent}`));
    this.#written = text;
  }

  /** Writes the rest, or all of it again where the text did more than grow. */
  end(text: string): void {
    if (text.startsWith(this.#written)) this.update(text);
    else process.stdout.write(`\n${indent}${text.replaceAll('\n', `\n${indent}`)}`);
    process.stdout.write('\n');
  }
}

/** Prints a reply while it arrives. */
async function printReply(reply: Locator): Promise<void> {
  const deadline = Date.now() + replyDeadline;
  const text = new GrowingText();
  process.stdout.write('Tutor ');
  await reply.waitFor({ timeout: replyDeadline });
  while ((await reply.getAttribute('aria-busy')) === 'true') {
    if (Date.now() > deadline) throw new Error('The reply did not end within a minute.');
    text.update((await reply.innerText()).trimEnd());
    await wait(30);
  }
  text.end((await reply.innerText()).trimEnd());
}

/** Prints what the tutor would put right in the learner's latest message, if anything. */
async function printCard(page: Page): Promise<void> {
  const message = page.locator('.log-message').filter({ has: page.getByRole('article', { name: 'You' }) });
  const card = message.last().getByRole('note', { name: 'Correction' });
  if ((await card.count()) === 0) return;
  for (const note of await card.getByRole('listitem').all()) {
    const change = await note.locator('del, ins').allInnerTexts();
    console.log(`Card  ${change.join(' → ')}`);
  }
}

/**
 * Talks with the tutor in the panel and prints the conversation as it goes.
 *
 * @param lines what the learner says
 * @throws {Error} where the panel is not ready to talk, shows an error, or a reply does not end within a minute
 */
export async function converse(page: Page, lines: readonly string[]): Promise<void> {
  const replies = page.getByRole('log', { name: 'Conversation' }).getByRole('article', { name: 'Tutor' });
  for (const line of lines) {
    const already = await replies.count();
    console.log(`You   ${line}`);
    await page.getByRole('textbox', { name: 'Message' }).fill(line);
    await page.getByRole('button', { name: 'Send' }).click();
    await printReply(replies.nth(already));
    await printCard(page);
    const alert = page.getByRole('alert');
    if ((await alert.count()) > 0) throw new Error(`Patter says: ${await alert.first().innerText()}`);
  }
}
