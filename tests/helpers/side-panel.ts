import { writeFileSync } from 'node:fs';
import type { BrowserContext, CDPSession } from 'playwright';
import * as z from 'zod/mini';
import { until } from './until.ts';

/** The panel where a learner sees it: in the browser's side panel. */
export interface SidePanel {
  /** Runs a function that needs nothing from outside in the panel, and returns what it returns, as JSON. */
  evaluate(script: () => unknown): Promise<unknown>;
  /** Saves what the panel shows as a PNG. */
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
}

type Send = (method: string, params?: object) => Promise<unknown>;

const replySchema = z.object({
  id: z.optional(z.number()), // events have none
  error: z.optional(z.object({ message: z.string() })),
  result: z.optional(z.unknown()),
});

const evaluationSchema = z.object({
  result: z.object({ value: z.optional(z.unknown()) }),
  exceptionDetails: z.optional(
    z.object({ text: z.string(), exception: z.optional(z.object({ description: z.optional(z.string()) })) }),
  ),
});

const screenshotSchema = z.object({ data: z.string() });

/** Speaks CDP to a target that Playwright does not attach to, wrapped in messages of the browser's own session. */
async function attach(browser: CDPSession, targetId: string): Promise<Send> {
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let sent = 0;
  browser.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const { id = 0, error, result } = replySchema.parse(JSON.parse(event.message));
    const call = waiting.get(id);
    waiting.delete(id);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result);
  });
  return async (method, params = {}) => {
    sent += 1;
    const call = Promise.withResolvers<unknown>();
    waiting.set(sent, call);
    await browser.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id: sent, method, params }),
    });
    return call.promise;
  };
}

async function evaluate(send: Send, script: string): Promise<unknown> {
  const { result, exceptionDetails } = evaluationSchema.parse(
    await send('Runtime.evaluate', { expression: `(${script})()`, awaitPromise: true, returnByValue: true }),
  );
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** Opens the panel from one of the extension's pages, with the gesture that Playwright's `evaluate` stands for. */
async function open(context: BrowserContext, address: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(address);
  const windowId = await page.evaluate(async () => (await chrome.windows.getCurrent()).id);
  if (windowId === undefined) throw new Error('The page is in no window');
  await page.evaluate((id) => chrome.sidePanel.open({ windowId: id }), windowId);
  await page.close();
}

/**
 * Opens the browser's real side panel and waits until it has loaded.
 *
 * @param url address of one of the extension's pages
 * @throws {Error} where it has not loaded after 10 seconds
 */
export async function openSidePanel(
  context: BrowserContext,
  browser: CDPSession,
  url: (page: string) => string,
): Promise<SidePanel> {
  const panels = async () => {
    const { targetInfos } = await browser.send('Target.getTargets');
    return targetInfos.filter((target) => target.url.startsWith(url('sidepanel.html'))).map(({ targetId }) => targetId);
  };
  const before = await panels();
  await open(context, url('manifest.json'));
  const targetId = await until(async () => (await panels()).find((id) => !before.includes(id)));
  const send = await attach(browser, targetId);
  await until(() => evaluate(send, `() => document.readyState === 'complete'`));

  return {
    evaluate: (script) => evaluate(send, script.toString()),
    async screenshot(file) {
      const { data } = screenshotSchema.parse(await send('Page.captureScreenshot'));
      writeFileSync(file, Buffer.from(data, 'base64'));
    },
    async close() {
      await evaluate(send, '() => window.close()');
      await until(async () => !(await panels()).includes(targetId));
    },
  };
}
