import type { Page } from 'playwright/test';
import { makeSpeak, speakingScript } from '#tests/helpers/speaking-page.ts';
import { TestVoice, testVoice } from '#tests/helpers/test-voice.ts';
import { expect, test as base } from './patter.ts';

/*
 * What speaks where a browser has no `chrome.tts`, in a page of Chromium, which offers it the voices of extensions: the real
 * `speechSynthesis` with real events.
 */
const test = base.extend<{ voice: TestVoice; page: Page }, { script: string }>({
  script: [async ({}, use) => use(await speakingScript()), { scope: 'worker' }],
  voice: async ({ patter }, use) => use(await TestVoice.in(patter.context)),
  page: async ({ patter, script }, use) => {
    const page = await patter.context.newPage();
    await makeSpeak(page, script);
    await use(page);
  },
});

test.use({ beside: [testVoice] });

const log = (page: Page): Promise<string[]> => page.evaluate(() => speaking.log);
const speak = (page: Page, text: string, language: string, rate = 1): Promise<void> =>
  page.evaluate((wish) => speaking.speak(...wish), [text, language, rate] as const);

test('sentence by sentence, by the voice of the language and region, at the rate', async ({ page, voice }) => {
  await speak(page, '¡Hola! ¿Cómo estás?', 'es', 0.7);
  await expect.poll(() => log(page)).toEqual(['sentence: ¡Hola!', 'sentence: ¿Cómo estás?', 'spoken']);
  const asked = (await voice.asked()).map(({ text, voice: name, rate }) => [text, name, Math.round(rate * 10) / 10]);
  expect(asked).toEqual([
    ['¡Hola! ', 'Prompt', 0.7],
    ['¿Cómo estás?', 'Prompt', 0.7],
  ]);
  await speak(page, 'Hola', 'es-MX');
  await expect.poll(async () => (await voice.asked()).at(-1)?.voice).toBe('Wordy');
});

test('the next sentence begins when the voice says that it has come to the end', async ({ page, voice }) => {
  await voice.hold();
  await speak(page, '¡Hola! Adiós.', 'es');
  await expect.poll(() => voice.texts()).toEqual(['¡Hola! ']);
  await voice.next();
  await expect.poll(() => voice.texts()).toEqual(['¡Hola! ', 'Adiós.']);
  await voice.next();
  await expect.poll(async () => (await log(page)).at(-1)).toBe('spoken');
});

test('words are told where the voice reports them', async ({ page, voice }) => {
  await voice.hold();
  await speak(page, '¿Cómo estás?', 'es-MX');
  await expect.poll(() => voice.texts()).toEqual(['¿Cómo estás?']);
  await voice.word(6, 5);
  await expect.poll(() => log(page)).toEqual(['sentence: ¿Cómo estás?', 'word: estás']);
});

test('silence is at once, and what is asked for next is spoken', async ({ page, voice }) => {
  await voice.hold();
  await speak(page, 'Uno. Dos.', 'es');
  await expect.poll(() => voice.texts()).toEqual(['Uno. ']);
  await page.evaluate(() => speaking.stop());
  await expect.poll(() => voice.stops()).toBeGreaterThan(0);
  await speak(page, 'Tres.', 'es');
  await expect.poll(() => voice.texts()).toEqual(['Uno. ', 'Tres.']);
  await voice.next();
  const heard = ['sentence: Uno.', 'silenced', 'sentence: Tres.', 'spoken'];
  // Chromium may lose what a voice reports so shortly after a silence: then it is gone on without.
  await expect.poll(() => log(page), { timeout: 15_000 }).toEqual(heard);
});

test('what is asked for before the one before it has begun is spoken', async ({ page, voice }) => {
  await page.evaluate(async () => {
    for (const text of ['Uno.', 'Dos.', 'Tres.']) await speaking.speak(text, 'es');
  });
  await expect.poll(async () => (await voice.texts()).at(-1)).toBe('Tres.');
  const heard = ['sentence: Uno.', 'silenced', 'sentence: Dos.', 'silenced', 'sentence: Tres.', 'spoken'];
  await expect.poll(() => log(page), { timeout: 15_000 }).toEqual(heard);
});

test('a voice that fails is replaced, and where none is left that is told', async ({ page, voice }) => {
  await speak(page, 'Bonjour ! Ça va ?', 'fr');
  await expect.poll(async () => (await log(page)).at(-1)).toBe('spoken');
  expect((await voice.asked()).map((asked) => `${asked.voice}: ${asked.text}`)).toEqual([
    'Broken: Bonjour ! ',
    'Substitute: Bonjour ! ',
    'Substitute: Ça va ?',
  ]);
  await speak(page, 'Ciao!', 'it');
  await expect.poll(async () => (await log(page)).at(-1)).toBe('failed');
});

test('a voice that never comes to its end is gone on without', async ({ page, voice }) => {
  await speak(page, 'Ja. Gut.', 'de');
  await expect.poll(() => voice.texts(), { timeout: 15_000 }).toEqual(['Ja. ', 'Gut.']);
  await expect.poll(async () => (await log(page)).at(-1), { timeout: 15_000 }).toBe('spoken');
});

test('an online voice is known as one', async ({ page, voice }) => {
  await speak(page, 'Olá!', 'pt');
  await expect.poll(async () => (await log(page)).at(-1)).toBe('failed');
  expect(await voice.texts()).toEqual([]);
});
