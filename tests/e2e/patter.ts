import { expect, test as base, type Locator, type Page } from 'playwright/test';
import { firstSettings, type Settings, type TutorSettings } from '#lib/settings/settings.ts';
import type { Level, ProviderId } from '#lib/providers/provider.ts';
import { launchPatter, type LaunchOptions, type PatterBrowser } from '#tests/helpers/chromium.ts';
import { Vendors } from '#tests/helpers/vendors.ts';

interface Shared {
  /** Folders of other extensions that are there beside Patter. */
  beside: readonly string[];
  /** Whether there is a microphone, and whether it is allowed. */
  microphone: LaunchOptions['microphone'];
  running: PatterBrowser;
}

interface Fresh {
  /** The running Chromium, with nothing stored. */
  patter: PatterBrowser;
  /** Servers of tutors, at a port of their own. */
  vendors: Vendors;
}

/** One Chromium for all tests of a worker, which begins anew after each: nothing of one test is still at work in the next. */
export const test = base.extend<Fresh, Shared>({
  beside: [[], { scope: 'worker', option: true }],
  microphone: [undefined, { scope: 'worker', option: true }],
  running: [
    async ({ beside, microphone }, use) => {
      const patter = await launchPatter({
        beside,
        microphone,
        hostPermissions: ['http://127.0.0.1/*', 'http://localhost/*'],
      });
      await use(patter);
      await patter.close();
    },
    { scope: 'worker' },
  ],
  vendors: async ({}, use) => {
    const vendors = await Vendors.start();
    await use(vendors);
    await vendors.close();
  },
  patter: async ({ running }, use) => {
    await use(running);
    for (const page of running.context.pages().slice(1)) await page.close();
    await running.beginAnew();
  },
});

export { expect };

/** Sets a tutor up as if the learner had done so in Settings before. */
export async function choose(
  patter: PatterBrowser,
  tutor: ProviderId,
  options: {
    key?: string;
    language?: string;
    correct?: boolean;
    hints?: boolean;
    speakReplies?: boolean;
    voices?: Settings['voices'];
    level?: Level;
  } & Partial<TutorSettings> = {},
  others: Partial<Settings> = {},
): Promise<void> {
  const { key = 'test-key', language = 'es', correct = true, hints = false, level = 'A1', ...rest } = options;
  const { speakReplies = false, voices = {}, ...chosen } = rest;
  const first = firstSettings('en');
  const changed: TutorSettings = { ...first.tutors[tutor], model: 'patter-test', ...chosen };
  const settings: Settings = {
    ...first,
    ...others,
    tutor,
    language,
    level,
    correct,
    hints,
    speakReplies,
    voices,
    tutors: { ...first.tutors, [tutor]: changed },
  };
  const worker = await patter.worker();
  await worker.evaluate((stored) => chrome.storage.local.set(stored), { settings, keys: { [tutor]: key } });
}

/** A panel, by the names that people and screen readers know its parts by. */
export class Panel {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get log(): Locator {
    return this.page.getByRole('log', { name: 'Conversation' });
  }

  get message(): Locator {
    return this.page.getByRole('textbox', { name: 'Message' });
  }

  get learner(): Locator {
    return this.log.getByRole('article', { name: 'You', exact: true });
  }

  get tutor(): Locator {
    return this.log.getByRole('article', { name: 'Tutor', exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Sends a message once the reply before it is whole, and sees it in the log. */
  async say(text: string): Promise<void> {
    await this.message.fill(text);
    await expect(this.button('Send')).toBeEnabled();
    await this.message.press('Enter');
    await expect(this.learner.last()).toContainText(text);
  }

  /** Waits until no reply is arriving. */
  async settled(): Promise<void> {
    await expect(this.button('Stop')).toHaveCount(0);
    await expect(this.log.locator('[aria-busy="true"]')).toHaveCount(0);
  }
}

/** Presses the mouse where it is, as the first or the second time of a double click. */
export async function press({ mouse }: Page, time: 1 | 2): Promise<void> {
  await mouse.down({ clickCount: time });
  await mouse.up({ clickCount: time });
}

export async function openPanel(patter: PatterBrowser): Promise<Panel> {
  const panel = new Panel(await patter.openPanel());
  await expect(panel.message).toBeVisible();
  return panel;
}

export async function openSettings({ page }: Panel): Promise<Page> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  return page;
}
