import type { Page } from 'playwright/test';
import { TestVoice, testVoice } from '#tests/helpers/test-voice.ts';
import { choose, expect, openPanel, test as base } from './patter.ts';

const test = base.extend<{ voice: TestVoice }>({
  voice: async ({ patter }, use) => use(await TestVoice.in(patter.context)),
});

test.use({ beside: [testVoice] });

/** What is marked as spoken on a page. */
function marked(page: Page, name: 'spoken' | 'spoken-word'): Promise<string[]> {
  return page.evaluate((highlight) => [...(CSS.highlights.get(highlight) ?? [])].map(String), name);
}

test('a reply is spoken sentence by sentence as soon as it is whole, and its sentence is marked', async ({
  patter,
  vendors,
  voice,
}) => {
  await choose(patter, 'claude', { address: vendors.url, speakReplies: true });
  await voice.hold();
  vendors.script.pieces = ['¡Hola! ', '**¿Cómo** estás? 😀 ', 'Mira https://example.com'];
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect.poll(() => voice.texts()).toEqual(['¡Hola! ']);
  await expect.poll(() => marked(panel.page, 'spoken')).toEqual(['¡Hola!']);
  await voice.next();
  await expect.poll(() => marked(panel.page, 'spoken')).toEqual(['¿Cómo estás?']);
  await voice.next();
  await expect.poll(() => marked(panel.page, 'spoken')).toEqual(['Mira']);
  await voice.next();
  await expect.poll(() => marked(panel.page, 'spoken')).toEqual([]);
  expect((await voice.texts()).join('')).toBe('¡Hola! ¿Cómo estás?  Mira ');
});
