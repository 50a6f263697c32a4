import { setTimeout as wait } from 'node:timers/promises';

/**
 * Asks again every 20 ms until the answer is truthy, and returns it.
 *
 * @throws {Error} after 10 seconds
 */
export async function until<Answer>(ask: () => Promise<Answer>): Promise<NonNullable<Answer>> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer) return answer;
    await wait(20);
  }
  throw new Error(`Still not so after 10 seconds: ${ask.toString()}`);
}
