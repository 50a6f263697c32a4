import { choose, expect, openPanel, Panel, press, test } from './patter.ts';
import { rowsOf } from './stored-rows.ts';

test('Enter sends, Shift+Enter breaks the line, and a composition’s Enter does neither', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'remote', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.message.pressSequentially('Uno');
  await panel.message.press('Shift+Enter');
  await panel.message.pressSequentially('dos');
  await expect(panel.message).toHaveValue('Uno\ndos');
  const session = await patter.context.newCDPSession(panel.page);
  await panel.message.fill('');
  await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 });
  await session.send('Input.insertText', { text: '日本' });
  await expect(panel.message).toHaveValue('日本');
  expect(vendors.seen).toHaveLength(0);
  await panel.message.press('Enter');
  await expect(panel.learner).toHaveText(/日本/);
  await panel.settled();
  expect(vendors.seen).toHaveLength(1);
});

test('a draft survives closing the panel, and goes when it is sent', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await panel.settled();
  await panel.message.fill('Me gustaría');
  await panel.page.close();
  const again = await openPanel(patter);
  await expect(again.message).toHaveValue('Me gustaría');
  await again.message.press('Enter');
  await expect(again.learner).toHaveCount(2);
  await again.settled();
  await again.page.reload();
  await expect(again.learner).toHaveCount(2);
  await expect(again.message).toHaveValue('');
});

test('a draft begun while a reply arrives is neither sent nor lost', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  const goOn = vendors.holdAt(1);
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect(panel.tutor).toContainText('¡Hola!');
  await panel.message.fill('Otra cosa');
  await panel.message.press('Enter');
  await expect(panel.message).toHaveValue('Otra cosa');
  goOn();
  await panel.settled();
  await expect(panel.learner).toHaveCount(1);
  await panel.message.press('Enter');
  await expect(panel.learner).toHaveCount(2);
});

test('Escape stops a reply', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  vendors.holdAt(1);
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect(panel.tutor).toContainText('¡Hola!');
  await panel.page.keyboard.press('Escape');
  await panel.settled();
  await expect(panel.tutor).toContainText('¡Hola!');
});

test('conversations are begun, renamed, deleted and brought back', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  const panel = await openPanel(patter);
  const { page } = panel;
  await panel.say('Primera');
  await panel.settled();
  await panel.button('Conversations').click();
  await panel.button('New conversation').click();
  await expect(panel.learner).toHaveCount(0);
  await panel.say('Segunda');
  await panel.settled();

  await panel.button('Conversations').click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('link')).toHaveText([/Segunda/, /Primera/]);
  await drawer
    .getByRole('button', { name: /Rename/ })
    .last()
    .click();
  await expect(drawer.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Viajes');
  await page.keyboard.press('Enter');
  await expect(drawer.getByRole('link').last()).toHaveText(/Viajes/);
  await drawer.getByRole('link', { name: /Viajes/ }).click();
  await expect(panel.learner).toHaveText(/Primera/);

  await panel.button('Conversations').click();
  await drawer
    .getByRole('button', { name: /Delete/ })
    .last()
    .click();
  await expect(drawer.getByRole('link')).toHaveText([/Segunda/]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(
    page
      .getByRole('link', { name: /Viajes/ })
      .or(panel.learner.filter({ hasText: 'Primera' }))
      .first(),
  ).toBeVisible();
  await page.reload();
  await panel.button('Conversations').click();
  await expect(drawer.getByRole('link')).toHaveCount(2);
});

test('a double click deletes one conversation, not what takes its place', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Primera');
  await panel.settled();
  for (const text of ['Segunda', 'Tercera']) {
    await panel.button('Conversations').click();
    await panel.button('New conversation').click();
    await expect(panel.learner).toHaveCount(0);
    await panel.say(text);
    await panel.settled();
  }
  await panel.button('Conversations').click();
  const drawer = panel.page.getByRole('dialog');
  const conversations = drawer.getByRole('link');
  await expect(conversations).toHaveText([/Tercera/, /Segunda/, /Primera/]);
  const deletions = drawer.getByRole('button', { name: /Delete/ });
  await deletions.nth(1).hover();
  await press(panel.page, 1);
  await expect(conversations).toHaveText([/Tercera/, /Primera/]);
  await press(panel.page, 2);
  await deletions.first().press('Enter');
  await expect(conversations).toHaveText([/Primera/]);
});

test('a deletion that wakes the worker can be undone', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Primera');
  await panel.settled();
  await panel.button('Conversations').click();
  await patter.stopWorker();
  const drawer = panel.page.getByRole('dialog');
  await drawer.getByRole('button', { name: /Delete/ }).click();
  await expect(drawer.getByRole('link')).toHaveCount(0);
  await patter.stopWorker();
  await panel.page.getByRole('button', { name: 'Undo' }).click();
  await expect(panel.learner.or(drawer.getByRole('link')).first()).toBeVisible();
  await panel.page.reload();
  await expect(panel.learner).toHaveText(/Primera/);
  await expect(panel.tutor).toHaveText(/estás/);
});

test('a scene that is clicked twice begins once', async ({ patter }) => {
  const panel = await openPanel(patter);
  await panel.page.getByRole('button', { name: /café/i }).dblclick();
  await expect(panel.tutor).toHaveCount(1);
  await panel.settled();
  await expect(panel.page.getByRole('heading', { level: 1 })).toHaveText(/café/i);
  await panel.button('Conversations').click();
  await expect(panel.page.getByRole('dialog').getByRole('link')).toHaveCount(1);
});

test('follows the reply, unless the reader has scrolled up', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  vendors.script.pieces = Array.from({ length: 80 }, (_, index) => `Párrafo ${index}.\n\n`);
  const panel = await openPanel(patter);
  await panel.say('Cuenta');
  await expect(panel.tutor).toContainText('Párrafo 79');
  await expect(panel.tutor.getByText('Párrafo 79.')).toBeInViewport();
  await panel.settled();
  vendors.script.delayMs = 10;
  const goOn = vendors.holdAt(31);
  await panel.say('Otra vez');
  await expect(panel.tutor.last()).toContainText('Párrafo 30');
  await expect(panel.tutor.last().getByText('Párrafo 30.')).toBeInViewport();
  await panel.log.hover();
  await panel.page.evaluate(() => {
    const scrolled = new Promise((resolve) => {
      document.addEventListener('scrollend', resolve, { capture: true, once: true });
    });
    Object.assign(globalThis, { scrolled });
  });
  await panel.page.mouse.wheel(0, -1_500);
  await panel.page.evaluate(() => (globalThis as unknown as { scrolled: Promise<void> }).scrolled);
  const jump = panel.button('Jump to latest');
  await expect(jump).toBeVisible();
  const place = panel.tutor.first().getByText('Párrafo 70.');
  const before = (await place.boundingBox())?.y ?? Number.NaN;
  goOn();
  await expect(panel.tutor.last()).toContainText('Párrafo 79');
  await panel.settled();
  // Within a pixel or two: a place on the screen may lie between two of them.
  expect(Math.abs(((await place.boundingBox())?.y ?? Number.NaN) - before)).toBeLessThan(2);
  await jump.click();
  await expect(panel.tutor.last().getByText('Párrafo 79.')).toBeInViewport();
});

test('shows hostile Markdown as the text it is', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  vendors.script.pieces = [
    '<img src=x onerror=alert(1)> <script>alert(2)</script>\n\n',
    '[click](javascript:alert(3)) ![pixel](https://tracker.example/p.png) https://evil.example\n\n',
    '- **uno**\n- `dos`\n',
  ];
  const panel = await openPanel(patter);
  const requests: string[] = [];
  panel.page.on('request', (request) => requests.push(request.url()));
  await panel.say('Hola');
  await panel.settled();
  await expect(panel.tutor).toContainText('<script>alert(2)</script>');
  await expect(panel.tutor.locator('img, script, a, iframe')).toHaveCount(0);
  await expect(panel.tutor.locator('li')).toHaveText(['uno', 'dos']);
  expect(requests.filter((url) => /tracker|evil/.test(url))).toEqual([]);
});

test('a conversation of ten thousand messages opens on its end and reads back as far as one scrolls', async ({
  patter,
}) => {
  const panel = await openPanel(patter);
  await panel.page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const open = indexedDB.open('patter');
      open.addEventListener('success', () => resolve(open.result));
    });
    const filling = database.transaction(['conversations', 'messages'], 'readwrite');
    const lesson = { language: 'es', level: 'A1' };
    filling
      .objectStore('conversations')
      .put({ id: 1, title: 'Larga', ...lesson, createdAt: 1, updatedAt: 1, deletedAt: 0 });
    for (let position = 1; position <= 10_000; position += 1) {
      const role = position % 2 === 1 ? 'learner' : 'tutor';
      const turnId = `t${Math.ceil(position / 2)}`;
      const text = `Mensaje ${position}`;
      const id = `${turnId}/${role}`;
      filling
        .objectStore('messages')
        .put({ id, conversationId: 1, turnId, role, position, text, createdAt: position, state: 'done' });
    }
    await new Promise((resolve) => {
      filling.addEventListener('complete', resolve);
    });
    database.close();
  });
  await panel.page.reload();
  await expect(panel.tutor.last()).toHaveText(/Mensaje 10000/);
  await expect(panel.tutor.last()).toBeInViewport();
  expect(await panel.log.getByRole('article').count()).toBeLessThan(100);
  await panel.log.hover();
  await expect(async () => {
    await panel.page.mouse.wheel(0, -4_000);
    await expect(panel.log.getByText('Mensaje 9900', { exact: true })).toBeAttached({ timeout: 200 });
  }).toPass();
});

test('language and level are at hand, and change the open conversation', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await panel.settled();
  await panel.page.getByLabel('Language', { exact: true }).selectOption({ label: 'French' });
  await panel.page.getByLabel('Level', { exact: true }).selectOption('B1');
  await expect(panel.message).toHaveAttribute('lang', 'fr');
  await expect(panel.page.getByLabel('Level', { exact: true })).toHaveValue('B1');
  await panel.say('Bonjour');
  await panel.settled();
  expect(vendors.seen.at(-1)?.body).toMatchObject({ language: 'french', difficulty_level: 'B1' });
});

test('only the worker writes to disk', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  const page = await patter.context.newPage();
  await page.addInitScript(() => {
    const written: string[] = [];
    Object.assign(globalThis, { written });
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (names, mode, options) {
      if (mode === 'readwrite') written.push(`indexedDB ${JSON.stringify(names)}`);
      return transaction.call(this, names, mode, options);
    };
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, value) {
      written.push(`storage ${key}`);
      setItem.call(this, key, value);
    };
    for (const area of [chrome.storage.local, chrome.storage.sync, chrome.storage.session]) {
      const set = area.set.bind(area);
      Object.assign(area, {
        set(items: Record<string, unknown>): Promise<void> {
          written.push(`chrome.storage ${Object.keys(items).join()}`);
          return set(items);
        },
      });
    }
  });
  await page.goto(patter.url('sidepanel.html'));
  const panel = new Panel(page);
  await panel.say('Hola');
  await panel.settled();
  await panel.message.fill('Un borrador');
  await page.getByLabel('Level', { exact: true }).selectOption('B1');
  await page.getByRole('switch', { name: /Corrections/ }).click();
  const worker = await patter.worker();
  await expect
    .poll(() => worker.evaluate(async () => (await chrome.storage.local.get('settings'))['settings']))
    .toMatchObject({ correct: false });
  await expect.poll(async () => (await rowsOf(patter, 'drafts')).map(({ text }) => text)).toContain('Un borrador');
  await expect.poll(async () => (await rowsOf(patter, 'conversations'))[0]?.['level']).toBe('B1');
  expect(await page.evaluate(() => (globalThis as unknown as { written: string[] }).written)).toEqual([]);
  await page.reload();
  await expect(panel.message).toHaveValue('Un borrador');
  await expect(page.getByLabel('Level', { exact: true })).toHaveValue('B1');
});

test('no page of the web can talk to the worker', async ({ patter, vendors }) => {
  const page = await patter.context.newPage();
  await page.goto(vendors.url);
  const reachable = await page.evaluate(() => 'chrome' in globalThis && 'runtime' in chrome);
  expect(reachable).toBe(false);
  const panel = new Panel(await patter.openPanel());
  const stored = await panel.page.evaluate(() => Object.keys(localStorage).length + Object.keys(sessionStorage).length);
  expect(stored).toBe(0);
});
