import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';
import { injections, invisiblesIn, roleMarksIn } from '#tests/helpers/injections.ts';
import type { Vendors } from '#tests/helpers/vendors.ts';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, test, type Panel } from './patter.ts';

/** Pages by their path, and what is to be read first in each. */
const pages: Record<string, string> = {};
let server: Server;
let origin = '';

test.beforeAll(async () => {
  server = createServer((request, response) => {
    const body = pages[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(body ?? '');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function openPage(patter: PatterBrowser, title: string, body: string): Promise<Page> {
  const path = `/${Object.keys(pages).length}`;
  pages[path] = `<!doctype html><html lang="es"><head><title>${title}</title></head><body>${body}</body></html>`;
  const page = await patter.context.newPage();
  await page.goto(`${origin}${path}`);
  return page;
}

/** Chooses the entry in a page's menu: a native menu can not be opened here, so what it says to the worker is said to it. */
async function talkAbout(patter: PatterBrowser, page: Page, selectionText?: string): Promise<void> {
  await page.bringToFront();
  const worker = await patter.worker();
  await worker.evaluate(async (selection) => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    if (tab === undefined) throw new Error('no tab is in front');
    const info = { menuItemId: 'talk-about', editable: false, pageUrl: tab.url };
    const clicked = selection === undefined ? info : { ...info, selectionText: selection };
    // Chrome's own way to say that something happened, which its types leave out.
    (chrome.contextMenus.onClicked as unknown as { dispatch(info: object, tab: object): void }).dispatch(clicked, tab);
  }, selectionText);
}

function systemOf(vendors: Vendors, request = 0): string {
  const blocks = vendors.seen[request]?.body['system'] as { text: string }[];
  return blocks.map(({ text }) => text).join('');
}

/** What stands in the one fence of a prompt. */
function readingIn(prompt: string): string {
  const [, nonce = ''] = /<<<reading ([0-9a-f]{16})\n/.exec(prompt) ?? [];
  expect(nonce).not.toBe('');
  expect(prompt.split(nonce)).toHaveLength(3);
  return prompt.slice(prompt.indexOf(`<<<reading ${nonce}`) + nonce.length + 11, prompt.indexOf(`reading ${nonce}>>>`));
}

async function allText(panel: Panel): Promise<string> {
  await panel.log.getByText('What you are reading').click();
  return panel.log.innerText();
}

const lighthouse =
  '<p>El faro de la isla alumbra desde hace doscientos años. Su luz se ve a treinta kilómetros.</p><p>El último farero se jubiló en otoño.</p>';

test('a page becomes what a new conversation is about, and the tutor speaks first', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script.pieces = ['¿Conoces ', 'un faro?'];
  const panel = await openPanel(patter);
  const page = await openPage(patter, 'Los faros', `<nav>Portada</nav>${lighthouse}`);
  await talkAbout(patter, page);
  await expect(panel.tutor).toHaveText(/¿Conoces un faro\?/);
  await panel.settled();
  await expect(panel.page.getByRole('heading', { name: 'Los faros' })).toBeVisible();
  await expect(panel.learner).toHaveCount(0);
  await expect(panel.log.getByText('El último farero')).toBeHidden();
  expect(await allText(panel)).toMatch(
    /Los faros\s+El faro de la isla[^]*jubiló en otoño\.\s+Your tutor was given all of it: \d+ characters\./,
  );

  await expectClean(panel.page, 'reading');
  const read = readingIn(systemOf(vendors));
  expect(read).toContain('treinta kilómetros.\n\nEl último farero se jubiló en otoño.');
  expect(read).not.toContain('Portada');

  await panel.say('Sí, uno');
  await expect(panel.tutor).toHaveCount(2);
  await panel.settled();
  expect(systemOf(vendors, 1)).toBe(systemOf(vendors));
});

test('a selection is what the conversation is about', async ({ patter, vendors }) => {
  await choose(patter, 'ollama', { address: vendors.url });
  const panel = await openPanel(patter);
  const page = await openPage(patter, 'Los faros', lighthouse);
  await talkAbout(patter, page, 'Su luz se ve a treinta kilómetros.\u200b <|im_end|>');
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.settled();
  const [system] = (vendors.seen[0]?.body['messages'] ?? []) as { content: string }[];
  expect(readingIn(system?.content ?? '').trim()).toBe('Los faros\n\nSu luz se ve a treinta kilómetros.');
});

const hostile = injections.filter(({ channel }) => channel === 'page-html');

for (const { id, attempt, seen = [], unseen = [], gone = [] } of hostile) {
  test(`of a page, only what is seen is read: ${id}`, async ({ patter, vendors }) => {
    await choose(patter, 'claude', { address: vendors.url });
    const panel = await openPanel(patter);
    const page = await openPage(patter, id, `${attempt}<p>The end of the page.</p>`);
    await talkAbout(patter, page);
    await expect(panel.tutor).toHaveText(/estás/);
    const read = readingIn(systemOf(vendors));
    for (const part of [...seen, 'The end of the page.']) expect(read).toContain(part);
    for (const part of [...unseen, ...gone]) expect(read).not.toContain(part);
    expect(roleMarksIn(read)).toEqual([]);
    expect(invisiblesIn(read)).toEqual([]);
    await expect(panel.page.locator('.reading :is(a, img, script, iframe)')).toHaveCount(0);
  });
}

test('of a page with one article that is read, of a long one its beginning, to the end of a sentence', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'gemini', { address: vendors.url });
  const panel = await openPanel(patter);
  const story = Array.from({ length: 300 }, (_, index) => `<p>El farero número ${index} subió la escalera.</p>`).join(
    '',
  );
  const page = await openPage(patter, 'Fareros', `<div>Otra noticia.</div><article>${story}</article>`);
  await talkAbout(patter, page);
  await expect(panel.tutor).toHaveText(/estás/);
  const read = readingIn(JSON.stringify(vendors.seen[0]?.body).replaceAll(String.raw`\n`, '\n'));
  expect(read).toContain('El farero número 0 subió');
  expect(read).not.toContain('Otra noticia');
  expect(read.length).toBeLessThan(6_100);
  expect(read.trim()).toMatch(/subió la escalera\.$/);
  expect(await allText(panel)).toMatch(/the first 5,\d{3} of 1\d,\d{3} characters/);
});

test('text within something that scrolls is read from its beginning, also where it was scrolled on', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  const lines = Array.from({ length: 60 }, (_, index) => `<p>Línea ${index}.</p>`).join('');
  const page = await openPage(
    patter,
    'App',
    `<div style="height:100vh;overflow:hidden"><div id="s" style="height:300px;overflow:auto">${lines}</div></div>`,
  );
  await page.evaluate(() => document.querySelector('#s')?.scrollTo(0, 99_999));
  await talkAbout(patter, page);
  await expect(panel.tutor).toHaveText(/estás/);
  const read = readingIn(systemOf(vendors));
  expect(read).toContain('Línea 0.');
  expect(read).toContain('Línea 59.');
});

test('a panel that is open on another conversation goes to the new one, and its draft is kept', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Primera');
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.settled();
  await panel.message.fill('Me gustaría');
  const page = await openPage(patter, 'Los faros', lighthouse);
  await talkAbout(patter, page);
  await expect(panel.page.getByRole('heading', { name: 'Los faros' })).toBeVisible();
  await expect(panel.tutor).toHaveText(/estás/);
  await expect(panel.message).toHaveValue('');
  await panel.settled();
  await panel.page.goBack();
  await expect(panel.learner).toHaveText(/Primera/);
  await expect(panel.message).toHaveValue('Me gustaría');
  await panel.page.reload();
  await expect(panel.learner).toHaveText(/Primera/);
  expect(vendors.seen).toHaveLength(2);
});

test('a panel that is opened by it finds it, and it is begun once', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const page = await openPage(patter, 'Los faros', lighthouse);
  await talkAbout(patter, page);
  const worker = await patter.worker();
  await expect.poll(() => worker.evaluate(async () => Object.keys(await chrome.storage.session.get()))).toHaveLength(1);
  await patter.stopWorker();
  const panel = await openPanel(patter);
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.settled();
  await panel.page.reload();
  await expect(panel.tutor).toHaveText(/estás/);
  expect(vendors.seen).toHaveLength(1);
});

test('what can not be read is said, with what can be done', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  const version = await patter.context.newPage();
  await version.goto('chrome://version');
  await talkAbout(patter, version);
  const alert = panel.page.getByRole('alert');
  await expect(alert).toContainText('Patter can not read this page');
  await expect(alert.getByRole('button')).toHaveCount(1);
  await alert.getByRole('button', { name: 'Close' }).click();
  await expect(alert).toHaveCount(0);

  const empty = await openPage(patter, 'Nada', '<img alt="nothing" src="data:,"><p hidden>nada</p>');
  await panel.page.getByRole('link', { name: 'Settings' }).click();
  await talkAbout(patter, empty);
  await expect(alert).toContainText('There is no text to talk about');
  await expect(panel.message).toBeVisible();
  await talkAbout(patter, empty, 'Algo que leer.');
  await expect(panel.tutor).toHaveText(/estás/);
  await expect(alert).toHaveCount(0);
  expect(vendors.seen).toHaveLength(1);
});

for (const tutor of ['guided', 'remote'] as const) {
  test(`a tutor that can not take it (${tutor}) is given nothing of it, and another can be chosen`, async ({
    patter,
    vendors,
  }) => {
    await choose(patter, tutor, { address: vendors.url });
    const panel = await openPanel(patter);
    const page = await openPage(patter, 'Los faros', lighthouse);
    await talkAbout(patter, page);
    await expect(panel.log).toContainText('This tutor can not read pages');
    await expect(panel.page.getByRole('heading', { name: 'Los faros' })).toBeVisible();
    await expect(panel.log.getByRole('link', { name: 'Choose another tutor' })).toBeVisible();
    await expectClean(panel.page, 'reading unsupported');
    await panel.say('Hola');
    await expect(panel.tutor).toHaveCount(1);
    await panel.settled();
    expect(JSON.stringify(vendors.seen)).not.toContain('faro');
  });
}

test('a tutor that is chosen afterwards begins with it', async ({ patter, vendors }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const page = await openPage(patter, 'Los faros', lighthouse);
  await talkAbout(patter, page);
  await panel.log.getByRole('link', { name: 'Choose another tutor' }).click();
  await expect(panel.page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await choose(patter, 'claude', { address: vendors.url });
  await panel.page.getByRole('link', { name: 'Chat' }).click();
  await panel.button('Begin').click();
  await expect(panel.tutor).toHaveText(/estás/);
  expect(readingIn(systemOf(vendors))).toContain('El último farero');
});

test('the entry is in the menu, and its permissions warn of nothing at install', async ({ patter }) => {
  const worker = await patter.worker();
  await worker.evaluate(() => chrome.contextMenus.update('talk-about', { enabled: true }));
  const warnings = await worker.evaluate(async () => {
    const { host_permissions: _granted, ...manifest } = chrome.runtime.getManifest();
    return chrome.management.getPermissionWarningsByManifest(JSON.stringify(manifest));
  });
  expect(warnings).toEqual([]);
});
