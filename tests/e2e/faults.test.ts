import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchPatter } from '#tests/helpers/chromium.ts';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, test } from './patter.ts';
import { fillDisk, freeDisk } from './worker.ts';

const slowly = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index} `);
const tutors = ['ollama', 'claude', 'gemini', 'remote'] as const;

for (const tutor of tutors) {
  test(`a ${tutor} that is overloaded is asked again by itself, and answers`, async ({ patter, vendors }) => {
    await choose(patter, tutor, { address: vendors.url });
    vendors.script = { ...vendors.script, status: tutor === 'claude' ? 529 : 503, headers: { 'retry-after': '3' } };
    const panel = await openPanel(patter);
    await panel.say('Hola');
    await expect(panel.page.getByText(/Trying again in \d+ second/)).toBeVisible();
    await expect(panel.page.getByRole('alert')).toHaveCount(0);
    vendors.script.status = 200;
    await expect(panel.tutor).toHaveText(/estás/);
    await panel.settled();
    await expect(panel.learner).toHaveCount(1);
  });

  test(`a ${tutor} stream that breaks can be gone on with`, async ({ patter, vendors }) => {
    await choose(patter, tutor, { address: vendors.url });
    const panel = await openPanel(patter);
    const beforeCut = () => expect(panel.tutor).toHaveText(/dos,/);
    vendors.script = { ...vendors.script, pieces: ['Uno, ', 'dos, ', 'tres.'], cutAfter: 2, beforeCut };
    await panel.say('Cuenta');
    await expect(panel.page.getByRole('alert')).toBeVisible();
    await expect(panel.tutor).toHaveText(/Uno, dos,/);
    expect(vendors.seen).toHaveLength(1);
    // A tutor server says its reply once more from the beginning; a model is asked for the rest.
    const rest = tutor === 'remote' ? ['Uno, ', 'dos, ', 'tres.'] : ['dos, ', 'tres.'];
    vendors.script = { ...vendors.script, pieces: rest, cutAfter: Number.POSITIVE_INFINITY };
    await panel.button('Continue').click();
    await expect(panel.tutor).toHaveText(/^\s*Uno, dos, tres\.\s*$/);
    await panel.settled();
    await expect(panel.page.getByRole('alert')).toHaveCount(0);
    await expect(panel.tutor).toHaveCount(1);
    await panel.page.reload();
    await expect(panel.tutor).toHaveText(/^\s*Uno, dos, tres\.\s*$/);
  });
}

test('the wait that a server asks for is kept to, and can be cut short', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script = { ...vendors.script, status: 429, headers: { 'retry-after': '60' } };
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect(panel.page.getByText(/Trying again in (60|5\d) seconds/)).toBeVisible();
  await expectClean(panel.page, 'a countdown');
  const second = await openPanel(patter);
  await expect(second.page.getByText(/Trying again in \d+ seconds/)).toBeVisible();
  vendors.script.status = 200;
  await second.button('Retry now').press('Enter');
  await expect(second.message).toBeFocused();
  for (const each of [panel, second]) {
    await expect(each.tutor).toHaveText(/estás/);
    await each.settled();
  }
  expect(vendors.seen).toHaveLength(2);
});

test('a wait for another try can be stopped', async ({ patter, vendors }) => {
  await choose(patter, 'gemini', { address: vendors.url });
  vendors.script = { ...vendors.script, status: 503, headers: { 'retry-after': '60' } };
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect(panel.button('Retry now')).toBeVisible();
  await panel.button('Stop').click();
  await panel.settled();
  await expect(panel.log).toContainText('Stopped before anything arrived.');
  vendors.script.status = 200;
  await panel.button('Retry').click();
  await expect(panel.tutor).toHaveText(/estás/);
});

test('a fault of Patter’s own comes with a report, without words or keys', async ({ vendors }) => {
  // A browser of its own: what is broken here stays broken.
  const patter = await launchPatter({ hostPermissions: ['http://127.0.0.1/*'] });
  await choose(patter, 'claude', { address: vendors.url, key: 'sk-secret' });
  const worker = await patter.worker();
  await worker.evaluate(() => {
    Intl.DisplayNames.prototype.of = () => {
      throw new TypeError('Hola sk-secret');
    };
  });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  const alert = panel.page.getByRole('alert');
  await expect(alert).toContainText('Something went wrong in Patter');
  await expect(alert).toContainText(/TypeError[^]*background\.js:\d+:\d+/);
  await expect(alert).not.toContainText(/Hola|sk-secret/);
  await expectClean(panel.page, 'a fault');
  await patter.close();
});

test('a part can be kept as it is', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  const beforeCut = () => expect(panel.tutor).toHaveText(/Uno,/);
  vendors.script = { ...vendors.script, pieces: ['Uno, ', 'dos.'], cutAfter: 1, beforeCut };
  await panel.say('Cuenta');
  await panel.button('Keep').click();
  await expect(panel.page.getByRole('alert')).toHaveCount(0);
  await expect(panel.message).toBeFocused();
  await panel.page.reload();
  await expect(panel.tutor).toHaveText(/Uno,/);
  await expect(panel.log).toContainText('You kept it as it is.');
  await expect(panel.page.getByRole('alert')).toHaveCount(0);
});

test.describe('a worker that is killed', () => {
  test('before the message reached it: the message is there once, and answered', async ({ patter, vendors }) => {
    await choose(patter, 'claude', { address: vendors.url });
    const panel = await openPanel(patter);
    await panel.message.fill('Hola');
    await patter.stopWorker();
    await panel.message.press('Enter');
    await expect(panel.tutor).toHaveText(/estás/);
    await panel.settled();
    await expect(panel.learner).toHaveCount(1);
    expect(vendors.seen).toHaveLength(1);
  });

  test('before the first word: the turn says so, and Retry works', async ({ patter, vendors }) => {
    await choose(patter, 'ollama', { address: vendors.url });
    vendors.script.silentMs = 60_000;
    const panel = await openPanel(patter);
    await panel.say('Hola');
    await expect.poll(() => vendors.seen.length).toBe(1);
    await patter.stopWorker();
    await expect(panel.page.getByRole('alert')).toContainText('Your message is kept.');
    vendors.script.silentMs = 0;
    await panel.button('Retry').click();
    await expect(panel.tutor).toHaveText(/estás/);
    await panel.settled();
    await expect(panel.learner).toHaveCount(1);
  });

  test('between the last word and the commit: not a word is lost', async ({ patter, vendors }) => {
    await choose(patter, 'remote', { address: vendors.url });
    vendors.script.pieces = slowly(20);
    const goOn = vendors.holdAt(4);
    const panel = await openPanel(patter);
    await panel.say('Cuenta');
    await expect(panel.tutor).toContainText('p3');
    const other = await openPanel(patter);
    // As long as this page holds the messages, nobody else can write them.
    await other.page.evaluate(holdMessages);
    goOn();
    await expect(panel.tutor).toContainText('p19');
    await expect.poll(() => vendors.seen[0]?.finished).toBe(true);
    await patter.stopWorker();
    await other.page.close();
    await expect(panel.page.getByRole('alert')).toContainText('What arrived is kept.');
    await panel.page.reload();
    await expect(panel.tutor).toHaveText(new RegExp(slowly(20).join('').trim()));
    await expect(panel.button('Retry')).toBeVisible();
  });
});

/** Keeps a transaction on the messages open until its page is gone. */
function holdMessages(): Promise<void> {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open('patter');
    open.addEventListener('error', () => reject(open.error ?? new Error('no database')));
    open.addEventListener('success', () => {
      const messages = open.result.transaction('messages', 'readwrite').objectStore('messages');
      const goOn = () => {
        messages.get('').addEventListener('success', goOn);
      };
      messages.get('').addEventListener('success', () => {
        resolve();
        goOn();
      });
    });
  });
}

test('a browser that dies in mid-stream finds the message and the part when it is back', async ({ vendors }) => {
  const folder = mkdtempSync(join(tmpdir(), 'patter-crash-'));
  const options = { folder, hostPermissions: ['http://127.0.0.1/*'] };
  const before = await launchPatter(options);
  await choose(before, 'claude', { address: vendors.url });
  vendors.script = { ...vendors.script, pieces: slowly(500), delayMs: 25 };
  const panel = await openPanel(before);
  await panel.say('Cuenta');
  await expect(panel.tutor).toContainText('p60');
  await before.crash();

  const after = await launchPatter(options);
  const again = await openPanel(after);
  await expect(again.page.getByRole('alert')).toContainText('What arrived is kept.');
  await expect(again.learner).toHaveCount(1);
  await expect(again.tutor).toContainText('p10');
  vendors.script = { ...vendors.script, pieces: ['De ', 'nuevo.'], delayMs: 0 };
  await again.button('Retry').click();
  await expect(again.tutor).toHaveText(/De nuevo\./);
  await after.close();
  rmSync(folder, { recursive: true, force: true });
});

test.describe('a full disk', () => {
  test('does not end the talk: what is said is kept once there is room', async ({ patter, vendors }) => {
    await choose(patter, 'remote', { address: vendors.url });
    const panel = await openPanel(patter);
    await panel.say('Uno');
    await panel.settled();
    const worker = await patter.worker();
    await fillDisk(worker);
    await panel.say('Dos');
    await expect(panel.tutor).toHaveCount(2);
    await expect(panel.page.getByRole('alert')).toContainText('storage is full');
    await expectClean(panel.page, 'a full disk');
    await panel.say('Tres');
    await expect(panel.tutor).toHaveCount(3);
    await panel.settled();
    await expect(panel.learner).toHaveText([/Uno/, /Dos/, /Tres/]);

    await freeDisk(worker);
    await panel.button('Try to keep it').press('Enter');
    await expect(panel.message).toBeFocused();
    await expect(panel.page.getByRole('alert')).toHaveCount(0);
    await panel.page.reload();
    await expect(panel.learner).toHaveText([/Uno/, /Dos/, /Tres/]);
    await expect(panel.tutor).toHaveCount(3);
  });

  test('does not keep a new conversation from being begun', async ({ patter, vendors }) => {
    await choose(patter, 'remote', { address: vendors.url });
    const panel = await openPanel(patter);
    const worker = await patter.worker();
    await fillDisk(worker);
    await panel.say('Hola');
    await expect(panel.tutor).toHaveText(/estás/);
    await expect(panel.page.getByRole('alert')).toContainText('storage is full');
    await freeDisk(worker);
    await panel.say('¿Y tú?');
    await expect(panel.tutor).toHaveCount(2);
    await panel.settled();
    await expect(panel.page.getByRole('alert')).toHaveCount(0);
    await panel.page.reload();
    await expect(panel.learner).toHaveText([/Hola/, /¿Y tú\?/]);
  });
});

test('a panel without a database says so, and talks all the same', async ({ vendors }) => {
  // A browser of its own: what is broken here stays broken.
  const patter = await launchPatter({ hostPermissions: ['http://127.0.0.1/*'] });
  await choose(patter, 'claude', { address: vendors.url });
  await patter.context.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
  });
  const worker = await patter.worker();
  await worker.evaluate(() => {
    const gone = () => {
      throw new DOMException('not here', 'UnknownError');
    };
    Object.assign(IDBObjectStore.prototype, { add: gone, put: gone, get: gone, index: gone, openCursor: gone });
  });
  const panel = await openPanel(patter);
  await expect(panel.page.getByRole('alert')).toContainText('data can not be reached');
  await panel.say('Hola');
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.settled();
  await panel.say('¿Y tú?');
  await expect(panel.tutor).toHaveCount(2);
  await panel.settled();
  await expect(panel.learner).toHaveText([/Hola/, /¿Y tú\?/]);
  expect(JSON.stringify(vendors.seen[1]?.body)).toMatch(/Hola.*estás.*¿Y tú/);
  await patter.close();
});
