import { choose, expect, openPanel, test } from './patter.ts';

const slowly = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index} `);

test('Stop keeps what arrived and closes the request', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script.pieces = slowly(200);
  vendors.holdAt(6);
  const panel = await openPanel(patter);
  await panel.say('Cuenta');
  await expect(panel.tutor).toContainText('p5');
  await panel.button('Stop').click();
  await panel.settled();
  await expect(panel.tutor).toContainText('p5');
  await expect(panel.tutor).not.toContainText('p6');
  await expect(panel.page.getByRole('alert')).toHaveCount(0);
  await expect.poll(() => vendors.seen[0]?.left).toBe(true);
  await panel.page.reload();
  await expect(panel.tutor).toContainText('p5');
});

test('a reload in mid-stream finds the running reply and loses none of it', async ({ patter, vendors }) => {
  await choose(patter, 'gemini', { address: vendors.url });
  vendors.script = { ...vendors.script, pieces: slowly(60), delayMs: 20 };
  const goOn = vendors.holdAt(6);
  const panel = await openPanel(patter);
  await panel.say('Cuenta');
  await expect(panel.tutor).toContainText('p5');
  await panel.page.reload();
  await expect(panel.log.locator('[aria-busy="true"]')).toContainText('p5');
  goOn();
  await expect(panel.tutor).toHaveText(new RegExp(slowly(60).join('').trim()));
  await panel.settled();
  await expect(panel.learner).toHaveCount(1);
  expect(vendors.seen).toHaveLength(1);
});

test('two panels show one turn, token by token', async ({ patter, vendors }) => {
  await choose(patter, 'ollama', { address: vendors.url });
  const first = await openPanel(patter);
  await first.say('Hola');
  await expect(first.tutor).toHaveText(/estás/);
  await first.settled();
  const second = await openPanel(patter);
  await expect(second.tutor).toHaveText(/estás/);
  vendors.script.pieces = slowly(40);
  vendors.holdAt(4);
  await first.say('Cuenta');
  await expect(second.log.locator('[aria-busy="true"]')).toContainText('p3');
  await expect(second.learner).toHaveCount(2);
  await second.button('Stop').click();
  await first.settled();
  await second.settled();
  await expect(first.tutor.last()).toContainText('p3');
  await expect(second.tutor.last()).toHaveText((await first.tutor.last().textContent()) ?? '');
});

test('closing the panel cancels nothing', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  vendors.script = { ...vendors.script, pieces: slowly(30), delayMs: 10 };
  const goOn = vendors.holdAt(4);
  const panel = await openPanel(patter);
  await panel.say('Cuenta');
  await expect(panel.tutor).toContainText('p3');
  await panel.page.close();
  goOn();
  await expect.poll(() => vendors.seen[0]?.finished).toBe(true);
  const again = await openPanel(patter);
  await expect(again.tutor).toContainText('p29');
  await again.settled();
});

test('a killed worker loses no text that was painted over a second ago, and Retry works', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script = { ...vendors.script, pieces: slowly(500), delayMs: 25 };
  const panel = await openPanel(patter);
  await panel.say('Cuenta');
  await expect(panel.tutor).toContainText('p40');
  const painted = ((await panel.tutor.textContent()) ?? '').match(/p\d+/g)?.at(-1) ?? '';
  await panel.page.waitForTimeout(1_000);
  await patter.stopWorker();
  await expect(panel.page.getByRole('alert')).toBeVisible();
  await panel.page.reload();
  await expect(panel.tutor).toContainText(painted);
  await expect(panel.learner).toHaveCount(1);
  vendors.script = { ...vendors.script, pieces: ['De ', 'nuevo.'], delayMs: 0 };
  await panel.button('Retry').click();
  await expect(panel.tutor).toHaveText(/De nuevo\./);
  await panel.settled();
  await expect(panel.tutor).toHaveCount(1);
  await expect(panel.learner).toHaveCount(1);
});

test('a worker that rests after a reply wakes for the next message', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Uno');
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.settled();
  await patter.stopWorker();
  await expect(panel.page.getByRole('alert')).toHaveCount(0);
  await panel.say('Dos');
  await expect(panel.tutor).toHaveCount(2);
  await expect(panel.tutor.last()).toHaveText(/estás/);
  expect(vendors.seen).toHaveLength(2);
});
