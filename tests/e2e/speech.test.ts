import type { Locator, Page } from 'playwright/test';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';
import { TestVoice, testVoice } from '#tests/helpers/test-voice.ts';
import type { Vendors } from '#tests/helpers/vendors.ts';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, openSettings, test as base, type Panel } from './patter.ts';
import { writeSlowly } from './worker.ts';

const test = base.extend<{ voice: TestVoice }>({
  voice: async ({ patter }, use) => {
    const voice = await TestVoice.in(patter.context);
    await use(voice);
    await voice.reset();
  },
});

test.use({ beside: [testVoice] });

/** What is marked as spoken on a page. */
function marked(page: Page, name: 'spoken' | 'spoken-word' = 'spoken'): Promise<string[]> {
  return page.evaluate((highlight) => [...(CSS.highlights.get(highlight) ?? [])].map(String), name);
}

/** Has the tutor say "¡Hola! ¿Cómo estás?", which lasts until the test ends it. */
async function hearReply(panel: Panel, voice: TestVoice): Promise<void> {
  await voice.hold();
  await panel.say('Hola');
  await panel.settled();
  await expect.poll(() => marked(panel.page)).toEqual(['¡Hola!']);
}

/** The worker finds no voices yet, as where the system is slow to tell of them. @returns a function that lets it */
async function holdVoices(patter: PatterBrowser): Promise<() => Promise<void>> {
  const worker = await patter.worker();
  await worker.evaluate(() => {
    const { tts } = chrome;
    const find = tts.getVoices.bind(tts);
    const held = Promise.withResolvers<void>();
    tts.getVoices = async () => {
      await held.promise;
      return find();
    };
    Object.assign(globalThis, { findVoices: held.resolve });
  });
  return () => worker.evaluate(() => (globalThis as unknown as { findVoices: () => void }).findVoices());
}

async function expectSilence(panel: Panel, voice: TestVoice, spoken = ['¡Hola! ']): Promise<void> {
  await expect.poll(() => voice.stops()).toBeGreaterThan(0);
  await expect.poll(() => marked(panel.page)).toEqual([]);
  // What it was silenced in is not gone on with, whatever the voice says.
  await voice.next();
  await expect.poll(async () => voice.texts()).toEqual(spoken);
}

test('a reply is spoken sentence by sentence once it is whole, and its sentence is marked', async ({
  patter,
  vendors,
  voice,
}) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true });
  await voice.hold();
  let lastPieceAt = 0;
  vendors.script = {
    ...vendors.script,
    pieces: ['¡Hola! ', '**¿Cómo** estás? 😀 ', 'Mira https://example.com'],
    delayMs: 200,
    onPiece: () => (lastPieceAt = Date.now()),
  };
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect.poll(() => voice.texts()).toEqual(['¡Hola! ']);
  await expect.poll(async () => (await voice.asked())[0]?.at).toBeGreaterThanOrEqual(lastPieceAt);
  await expect.poll(() => marked(panel.page)).toEqual(['¡Hola!']);
  await voice.next();
  await expect.poll(() => marked(panel.page)).toEqual(['¿Cómo estás?']);
  await voice.next();
  await expect.poll(() => marked(panel.page)).toEqual(['Mira']);
  await voice.next();
  await expect.poll(() => marked(panel.page)).toEqual([]);
  await expect.poll(async () => (await voice.texts()).join('')).toBe('¡Hola! ¿Cómo estás?  Mira ');
});

for (const tutor of ['claude', 'ollama'] as const) {
  test(`a correction that never comes does not hold up speech (${tutor})`, async ({ patter, vendors, voice }) => {
    await choose(patter, tutor, { address: vendors.url, speakReplies: true });
    vendors.script.asideMs = 10 * 60_000;
    const panel = await openPanel(patter);
    await panel.say('Yo fue al cine');
    await expect.poll(() => voice.texts()).toEqual(['¡Hola! ', '¿Cómo estás?']);
    await expect.poll(() => vendors.asides.length).toBe(1);
    await expect(panel.page.getByRole('note')).toHaveCount(0);
  });
}

test('nor does one that a tutor server still waits for, and its card comes when it does', async ({
  patter,
  vendors,
  voice,
}) => {
  await choose(patter, 'remote', { address: vendors.url, speakReplies: true });
  const correction = Promise.withResolvers<unknown>();
  vendors.script.correction = correction.promise;
  const panel = await openPanel(patter);
  await panel.say('Yo fue al cine');
  await expect.poll(() => voice.texts()).toEqual(['¡Hola! ', '¿Cómo estás?']);
  await panel.settled();
  vendors.script = { ...vendors.script, correction: null, pieces: ['Bien.'] };
  await panel.say('Hola');
  await expect.poll(() => voice.texts()).toEqual(['¡Hola! ', '¿Cómo estás?', 'Bien.']);
  await panel.settled();
  await expect(panel.page.getByRole('note')).toHaveCount(0);
  correction.resolve({ corrected: 'Yo fui al cine', notes: [], wellDone: null });
  const card = panel.log.getByRole('note', { name: 'Correction' });
  await expect(card.locator('ins').first()).toHaveText('fui');
  await expect(panel.tutor).toHaveCount(2);
});

test('a reply that breaks off or is stopped is not spoken by itself, but can be', async ({
  patter,
  vendors,
  voice,
}) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true });
  const panel = await openPanel(patter);
  const beforeCut = () => expect(panel.tutor).toHaveText(/Cómo/);
  vendors.script = { ...vendors.script, cutAfter: 2, beforeCut };
  await panel.say('Hola');
  await expect(panel.button('Continue')).toBeVisible();
  await expect.poll(async () => voice.texts()).toEqual([]);
  await panel.button('Speak').click();
  await expect.poll(() => voice.texts()).toEqual(['¡Hola! ', '¿Cómo ']);
});

test('replies are spoken only where the learner switched it on', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await panel.settled();
  const speakReplies = panel.page.getByRole('switch', { name: 'Speak replies' });
  await expect(speakReplies).toHaveAttribute('aria-checked', 'false');
  await speakReplies.click();
  await expect(speakReplies).toHaveAttribute('aria-checked', 'true');
  await panel.say('Hola otra vez');
  await expect.poll(() => voice.texts()).toEqual(['¡Hola! ', '¿Cómo estás?']);
  await voice.hold();
  await panel.button('Speak').last().click();
  await expect.poll(() => marked(panel.page)).toEqual(['¡Hola!']);
  await speakReplies.click();
  await expect.poll(() => voice.stops()).toBe(1);
});

test('a reply that is whole before it is written down that replies are spoken is spoken', async ({
  patter,
  vendors,
  voice,
}) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  const panel = await openPanel(patter);
  await writeSlowly(patter);
  const goOn = vendors.holdAt(1);
  await panel.say('Hola');
  await expect(panel.tutor).toContainText('¡Hola!');
  await panel.page.getByRole('switch', { name: 'Speak replies' }).click();
  goOn();
  await expect.poll(() => voice.texts()).toEqual(['¡Hola! ', '¿Cómo estás?']);
});

test('any reply can be spoken and silenced, slowly too', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await panel.settled();
  await voice.hold();
  await panel.button('Speak').press('Enter');
  await expect(panel.button('Stop speaking')).toBeFocused();
  await expect.poll(() => marked(panel.page)).toEqual(['¡Hola!']);
  await expectClean(panel.page, 'while a reply is spoken');
  await panel.button('Stop speaking').press('Enter');
  await expect(panel.button('Speak')).toBeFocused();
  await expectSilence(panel, voice);
  await panel.button('Slower').click();
  await panel.button('Speak slowly').click();
  await expect.poll(async () => (await voice.asked()).at(-1)?.rate).toBe(0.7);
  await expect.poll(() => marked(panel.page)).toEqual(['¡Hola!']);
});

const silencers: Record<string, (panel: Panel) => Promise<unknown>> = {
  Escape: ({ page }) => page.keyboard.press('Escape'),
  'a new conversation': async ({ page }) => {
    await page.getByRole('button', { name: 'Conversations' }).click();
    await page
      .getByRole('button', { name: 'New conversation' })
      .or(page.getByRole('link', { name: 'New conversation' }))
      .click();
  },
  'another room': ({ page }) => page.getByRole('link', { name: 'Words' }).click(),
};

for (const [name, act] of Object.entries(silencers)) {
  test(`${name} silences what is spoken`, async ({ patter, vendors, voice }) => {
    await choose(patter, 'claude', { address: vendors.url, speakReplies: true });
    const panel = await openPanel(patter);
    await hearReply(panel, voice);
    await act(panel);
    await expectSilence(panel, voice);
  });
}

test('a new message silences what is spoken, before its reply comes', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true });
  const panel = await openPanel(patter);
  await hearReply(panel, voice);
  vendors.script.silentMs = 60_000;
  await panel.say('Estoy bien');
  await expectSilence(panel, voice);
});

test('Stop silences what is spoken while a reply arrives', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await panel.settled();
  vendors.script.silentMs = 60_000;
  await panel.say('¿Y tú?');
  await voice.hold();
  await panel.button('Speak').click();
  await expect.poll(() => marked(panel.page)).toEqual(['¡Hola!']);
  await panel.button('Stop').click();
  await expectSilence(panel, voice);
});

test('what is asked for is silenced before it begins, and where its room is left', async ({
  patter,
  vendors,
  voice,
}) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await panel.settled();
  const findVoices = await holdVoices(patter);
  await panel.button('Speak').click();
  await panel.page.keyboard.press('Escape');
  await panel.button('Speak').click();
  await panel.page.getByRole('link', { name: 'Words' }).click();
  await panel.page.getByRole('link', { name: 'Chat' }).click();
  await expect(panel.tutor).toBeVisible();
  // The worker has had all of that once it has answered.
  await panel.page.evaluate(() => chrome.runtime.sendMessage({ command: 'speech.dismiss', input: {} }));
  await findVoices();
  await panel.button('Slower').click();
  await panel.button('Speak slowly').click();
  await expect.poll(async () => (await voice.asked()).map(({ rate }) => rate)).toEqual([0.7, 0.7]);
});

test('a reply is not spoken into the conversation that was begun while it arrived', async ({
  patter,
  vendors,
  voice,
}) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true });
  const endReply = vendors.holdAt(vendors.script.pieces.length);
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect(panel.tutor).toContainText('estás');
  await silencers['a new conversation']?.(panel);
  await expect(panel.tutor).toHaveCount(0);
  endReply();
  await expect.poll(() => vendors.seen.every(({ finished }) => finished)).toBe(true);
  vendors.script = { ...vendors.script, pieces: ['Bien.'] };
  await panel.say('Hola');
  await expect.poll(() => voice.texts()).toEqual(['Bien.']);
});

test('what is spoken goes on where the panel is closed, and is marked in one that is opened', async ({
  patter,
  vendors,
  voice,
}) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true });
  const panel = await openPanel(patter);
  await hearReply(panel, voice);
  await panel.page.close();
  await voice.next();
  await expect.poll(() => voice.texts()).toEqual(['¡Hola! ', '¿Cómo estás?']);
  await expect.poll(async () => voice.stops()).toBe(0);
  const { page } = await openPanel(patter);
  await expect.poll(() => marked(page)).toEqual(['¿Cómo estás?']);
  await expect(page.getByRole('button', { name: 'Stop speaking' })).toBeVisible();
  await voice.next();
  await expect.poll(() => marked(page)).toEqual([]);
});

test('every window marks what is spoken', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true });
  const panel = await openPanel(patter);
  await hearReply(panel, voice);
  const other = await openPanel(patter);
  await expect.poll(() => marked(other.page)).toEqual(['¡Hola!']);
  await other.button('Stop speaking').click();
  await expectSilence(panel, voice);
});

test('a reply is spoken after the worker has rested', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect.poll(() => voice.texts()).toHaveLength(2);
  await panel.settled();
  await patter.stopWorker();
  vendors.script.pieces = ['Muy bien.'];
  await panel.say('¿Y tú?');
  await expect.poll(async () => (await voice.texts()).at(-1)).toBe('Muy bien.');
});

test('words are marked where the voice reports them', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true, voices: { es: 'Wordy' } });
  const panel = await openPanel(patter);
  await hearReply(panel, voice);
  await voice.next();
  await expect.poll(() => voice.texts()).toHaveLength(2);
  await voice.word(6, 5);
  await expect.poll(() => marked(panel.page, 'spoken-word')).toEqual(['estás']);
  await expect.poll(async () => marked(panel.page)).toEqual(['¿Cómo estás?']);
});

test('a voice that never comes to its end is gone on without', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true, language: 'de' });
  vendors.script.pieces = ['Ja. ', 'Gut.'];
  const panel = await openPanel(patter);
  await panel.say('Hallo');
  await expect.poll(() => marked(panel.page)).toEqual(['Ja.']);
  await expect.poll(() => voice.texts(), { timeout: 15_000 }).toEqual(['Ja. ', 'Gut.']);
  await expect.poll(() => marked(panel.page), { timeout: 15_000 }).toEqual([]);
});

test('a voice that fails is replaced by another of the language', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true, language: 'fr' });
  vendors.script.pieces = ['Bonjour ! ', 'Ça va ?'];
  const panel = await openPanel(patter);
  await panel.say('Salut');
  await expect
    .poll(async () => (await voice.asked()).map((asked) => `${asked.voice}: ${asked.text}`))
    .toEqual(['Broken: Bonjour ! ', 'Substitute: Bonjour ! ', 'Substitute: Ça va ?']);
});

test('that every voice fails is told, and nothing else breaks', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true, language: 'it' });
  vendors.script.pieces = ['Ciao!'];
  const panel = await openPanel(patter);
  await panel.say('Ciao');
  await expect(panel.page.getByText('The voices for Italian do not speak.')).toBeVisible();
  await expect.poll(async () => (await voice.asked()).map((asked) => asked.voice)).toEqual(['Hopeless']);
  await panel.say('Ciao ciao');
  await panel.settled();
  await expect(panel.tutor).toHaveCount(2);
});

test('that there is no voice is told once of replies, and whenever one is asked for', async ({
  patter,
  vendors,
  voice,
}) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true, language: 'nl' });
  vendors.script.pieces = ['Hallo!'];
  const panel = await openPanel(patter);
  await panel.say('Hoi');
  const none = panel.page.getByText('There is no voice for Dutch on this computer.');
  await expect(none).toBeVisible();
  await expect(panel.page.getByText(/speech-dispatcher|System Settings|Time & language|text-to-speech/i)).toBeVisible();
  await expectClean(panel.page, 'no voice');
  await panel.button('Close').click();
  await expect(none).toHaveCount(0);
  await panel.say('Dag');
  await panel.settled();
  await expect(panel.tutor).toHaveCount(2);
  await expect(none).toHaveCount(0);
  await panel.button('Speak').last().click();
  await expect(none).toBeVisible();
  await expect.poll(async () => voice.texts()).toEqual([]);
});

/** Has a reply in Dutch, for which there is no voice. */
async function missVoice(patter: PatterBrowser, vendors: Vendors): Promise<{ panel: Panel; none: Locator }> {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true, language: 'nl' });
  vendors.script.pieces = ['Hallo!'];
  const panel = await openPanel(patter);
  await panel.say('Hoi');
  await panel.settled();
  const none = panel.page.getByText('There is no voice for Dutch on this computer.');
  await expect(none).toBeVisible();
  return { panel, none };
}

test('that there is no voice is told no longer once one is installed, which speaks', async ({
  patter,
  vendors,
  voice,
}) => {
  const { panel, none } = await missVoice(patter, vendors);
  await voice.install('Stem', 'nl-NL');
  await expect(none).toHaveCount(0);
  await panel.button('Speak').click();
  await expect.poll(() => voice.texts()).toEqual(['Hallo!']);
});

test('nor where another language is learned, or another room is open', async ({ patter, vendors }) => {
  const { panel, none } = await missVoice(patter, vendors);
  await panel.page.getByRole('combobox', { name: 'Language' }).selectOption('es');
  await expect(none).toHaveCount(0);
  await panel.page.getByRole('combobox', { name: 'Language' }).selectOption('nl');
  await panel.button('Speak').click();
  await expect(none).toBeVisible();
  await openSettings(panel);
  await expect(none).toHaveCount(0);
});

test('it can be closed after the worker has rested', async ({ patter, vendors }) => {
  const { panel, none } = await missVoice(patter, vendors);
  await patter.stopWorker();
  await expect(none).toBeVisible();
  await panel.button('Close').click();
  await expect(none).toHaveCount(0);
});

test('an online voice speaks only where the learner has chosen it', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true, language: 'pt' });
  vendors.script.pieces = ['Olá!'];
  const panel = await openPanel(patter);
  await panel.say('Oi');
  await expect(panel.page.getByText('For Portuguese there are only online voices.')).toBeVisible();
  await expect.poll(async () => voice.texts()).toEqual([]);
  await panel.page.getByRole('link', { name: 'Choose a voice' }).click();
  const choice = panel.page.getByLabel('Voice for Portuguese');
  await expect(choice.locator('optgroup')).toHaveAttribute('label', 'Online: they send what they speak to their maker');
  await choice.selectOption('Nube');
  await expect(panel.page.getByText('What is spoken in Portuguese is sent to the maker of this voice.')).toBeVisible();
  await panel.page.getByRole('link', { name: 'Chat' }).click();
  await panel.button('Speak').last().click();
  await expect.poll(() => voice.texts()).toEqual(['Olá!']);
});

test('voices are listed by language, previewed and kept', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const page = await openSettings(await openPanel(patter));
  const choice = page.getByLabel('Voice for Spanish');
  await expect(choice.getByRole('option')).toHaveText([
    'Patter chooses: Prompt',
    'Prompt (Spain)',
    'Wordy (Mexico)',
    'Cloud (United States)',
  ]);
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect.poll(async () => (await voice.asked())[0]?.voice).toBe('Prompt');
  await expect.poll(async () => (await voice.texts()).join('')).toBe('Español. 1, 2, 3, 4, 5.');
  await choice.selectOption('Wordy');
  await page.getByLabel('Speed').selectOption('Slow');
  await expect(page.getByRole('button', { name: 'Preview' })).toBeVisible();
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect.poll(async () => (await voice.asked()).at(-1)).toMatchObject({ voice: 'Wordy', rate: 0.7 });
  await expectClean(page, 'voices');
  await page.reload();
  await expect(page.getByLabel('Voice for Spanish')).toHaveValue('Wordy');
  await expect(page.getByLabel('Speed')).toHaveValue('slow');
});

const long: Record<string, { text: string; voice: string; limit: number }> = {
  ja: {
    text: '昨日、友達と映画を見ました。長い文を読むときには息をつぐところが必要なので、'.repeat(6),
    voice: 'Koe',
    limit: 80,
  },
  zh: {
    text: '你好！昨天我和朋友去看了电影，电影讲的是一个人穿越时间去救他的妹妹，'.repeat(6),
    voice: 'Sheng',
    limit: 80,
  },
  th: { text: 'สวัสดีครับ เมื่อวานนี้ผมไปดูหนังกับเพื่อนสองคนที่โรงภาพยนตร์ใกล้บ้าน '.repeat(6).trim(), voice: 'Siang', limit: 80 },
  ar: {
    text: 'مرحبًا! ذهبت أمس إلى السينما مع أصدقائي، وشاهدنا فيلمًا ممتعًا جدًا عن رجل يسافر عبر الزمن، '.repeat(6).trim(),
    voice: 'Sawt',
    limit: 200,
  },
};

for (const [language, { text, voice: name, limit }] of Object.entries(long)) {
  test(`a long reply in ${language} is spoken whole, in parts that are not too long`, async ({
    patter,
    vendors,
    voice,
  }) => {
    await choose(patter, 'claude', { address: vendors.url, speakReplies: true, language });
    vendors.script.pieces = [text];
    const panel = await openPanel(patter);
    await panel.say('Hola');
    await expect.poll(async () => (await voice.texts()).join('')).toBe(text);
    const asked = await voice.asked();
    expect(Math.max(...asked.map((part) => part.text.length))).toBeLessThanOrEqual(limit);
    expect(new Set(asked.map((part) => part.voice))).toEqual(new Set([name]));
  });
}

test('words, cards and corrections can be heard', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script.asides = { correct: { corrected: 'Yo fui al cine', notes: [], wellDone: null } };
  vendors.script.pieces = ['¡Qué bien! Me gusta la casa.'];
  const panel = await openPanel(patter);
  await panel.say('Yo fue al cine');
  await panel.settled();
  const { page } = panel;
  await page.getByRole('note', { name: 'Correction' }).getByRole('button', { name: 'Speak' }).click();
  await expect.poll(() => voice.texts()).toEqual(['Yo fui al cine']);
  await panel.button('Look up words').click();
  await page.getByRole('button', { name: 'casa', exact: true }).click();
  const gloss = page.getByRole('dialog', { name: /casa/ });
  await gloss.getByRole('button', { name: 'Speak' }).click();
  await expect.poll(async () => (await voice.texts()).at(-1)).toMatch(/casa/);
  await gloss.getByRole('button', { name: 'Learn' }).click();
  await gloss.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('link', { name: 'Words' }).click();
  const before = (await voice.texts()).length;
  await page.getByRole('listitem').filter({ hasText: 'casa' }).getByRole('button', { name: 'Speak' }).click();
  await expect.poll(async () => (await voice.texts()).slice(before)).toEqual([expect.stringMatching(/casa/)]);
  await expectClean(page, 'words that can be heard');
  await panel.button('Review 1 due word').click();
  await page.getByRole('group').getByRole('button', { name: 'Speak' }).first().click();
  await expect.poll(async () => (await voice.texts()).at(-1)).toBe('Me gusta la casa.');
  await expect.poll(() => marked(page)).toEqual([]);
});
