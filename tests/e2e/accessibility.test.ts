import type { Page } from 'playwright/test';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, openSettings, test } from './patter.ts';

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  for (const width of [320, 360, 420, 600, 800]) {
    await page.setViewportSize({ width, height: 700 });
    const excess = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(excess, `at ${width} px`).toBeLessThanOrEqual(0);
  }
}

for (const scheme of ['light', 'dark'] as const) {
  test(`every screen is axe-clean and fits from 320 px (${scheme})`, async ({ patter, vendors }) => {
    const panel = await openPanel(patter);
    const { page } = panel;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    // A page that is already drawn takes the other colours in steps, and axe may look in between.
    await page.reload();
    await expect(panel.message).toBeFocused();
    await expectClean(page, scheme);
    await expectNoSidewaysScroll(page);

    await choose(patter, 'claude', { address: vendors.url });
    vendors.script.pieces = ['# Uno\n\n', '- **dos**\n- `tres`\n\n', '| a | b |\n| - | - |\n| c | d |\n\n', '> cuatro'];
    await page.reload();
    await panel.say('Hola');
    await panel.settled();
    vendors.script.cutAfter = 1;
    await panel.say('Otra vez');
    await expect(page.getByRole('alert')).toBeVisible();
    await expectClean(page, scheme);
    await expectNoSidewaysScroll(page);

    await panel.button('Conversations').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectClean(page, scheme);
    await page.keyboard.press('Escape');
    await expect(panel.button('Conversations')).toBeFocused();

    await page.getByRole('link', { name: 'Progress' }).click();
    await expect(page.getByRole('img', { name: /^You talked on 1 of/ })).toBeVisible();
    await expectClean(page, scheme);
    await expectNoSidewaysScroll(page);

    await page.getByRole('link', { name: 'Settings' }).click();
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Tutor');
    for (const tutor of ['Guided practice', 'Ollama', 'Claude', 'Gemini', 'Tutor server']) {
      await page.getByLabel('Tutor', { exact: true }).selectOption(tutor);
      await expectClean(page, scheme);
    }
    await expectNoSidewaysScroll(page);
  });
}

test('the header cuts no tutor’s name short, and lets a title begin where its own line does', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'claude', { address: vendors.url, language: 'ar' });
  const panel = await openPanel(patter);
  const { page } = panel;
  await panel.say('مرحبا');
  const name = page.getByTitle('patter-test');
  const line = await page.locator('.lesson-tutor').boundingBox();
  expect(await name.evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0);
  expect((await name.boundingBox())?.y).toBeLessThan((line?.y ?? 0) + (line?.height ?? 0));
  const titleStart = () =>
    page.getByRole('heading', { level: 1 }).evaluate((node) => {
      const text = document.createRange();
      text.selectNodeContents(node);
      return text.getBoundingClientRect().left - node.getBoundingClientRect().left;
    });
  await expect.poll(titleStart).toBeLessThan(1);
  // Too little room for some of it: there is none of it.
  await page.setViewportSize({ width: 360, height: 700 });
  const [box, place] = [await name.boundingBox(), await page.locator('.lesson-tutor').boundingBox()];
  expect(box?.y).toBeGreaterThanOrEqual((place?.y ?? 0) + (place?.height ?? 0));
});

test('everything can be reached and done with the keyboard alone', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  const panel = await openPanel(patter);
  const { page } = panel;
  await expect(panel.message).toBeFocused();
  await page.keyboard.type('Hola');
  await page.keyboard.press('Enter');
  await expect(panel.button('Translate')).toBeVisible();
  await panel.settled();
  await expect(panel.message).toBeFocused();
  const reached: string[] = [];
  for (let step = 0; step < 24 && !reached.includes('Conversations'); step += 1) {
    await page.keyboard.press('Shift+Tab');
    reached.push(
      await page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName ?? '',
      ),
    );
  }
  expect(reached).toEqual(expect.arrayContaining(['Conversations', 'Chat', 'Settings', 'Language', 'Level']));
});

test('a right-to-left conversation reads from the right', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url, language: 'ar' });
  vendors.script.pieces = ['أهلاً! ', 'كيف ', 'حالك؟'];
  const panel = await openPanel(patter);
  await panel.say('مرحبا');
  await panel.settled();
  await expect(panel.tutor).toHaveAttribute('lang', 'ar');
  expect(await panel.tutor.locator('p').evaluate((node) => getComputedStyle(node).direction)).toBe('rtl');
});

test('a switch goes the way the page does, whatever language the page is in', async ({ patter }) => {
  await choose(patter, 'guided');
  const page = await openSettings(await openPanel(patter));
  const on = page.getByRole('switch', { checked: true }).first();
  const knob = () => on.evaluate((element) => getComputedStyle(element, '::before').translate);
  await expect.poll(knob).toBe('16px');
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  await expect.poll(knob).toBe('-16px');
});

test('a screen reader hears a reply once, whole', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  vendors.script.pieces = ['Uno ', 'dos ', 'tres.'];
  const goOn = vendors.holdAt(2);
  const panel = await openPanel(patter);
  await panel.page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    new MutationObserver((mutations) => {
      for (const { target } of mutations) {
        const element = target instanceof Element ? target : target.parentElement;
        const live = element?.closest('[aria-live], output, [role=status], [role=log], [role=alert]');
        if (live === null || live === undefined || live.getAttribute('aria-live') === 'off') continue;
        if (element?.closest('[aria-busy=true]')) continue;
        heard.push(live.textContent ?? '');
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const heard = async (said: RegExp) => {
    const all = await panel.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
    return all.filter((text) => said.test(text.trim()));
  };
  await panel.say('Cuenta');
  await expect(panel.tutor).toHaveText(/Uno dos/);
  goOn();
  await panel.settled();
  await expect.poll(() => heard(/^Uno dos tres\.$/)).toHaveLength(1);
  // Nor is it heard again as the next one comes.
  vendors.script.pieces = ['Cuatro.'];
  await panel.say('Más');
  await expect.poll(() => heard(/^Cuatro\.$/)).toHaveLength(1);
  expect(await heard(/^Uno dos tres\.$/)).toHaveLength(1);
  expect(await heard(/^Uno( dos)?$/)).toEqual([]);
});
