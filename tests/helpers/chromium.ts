import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type CDPSession, type Page, type Worker } from 'playwright';
import { findChromium } from '#scripts/chromium.ts';
import { openSidePanel, type SidePanel } from './side-panel.ts';
import { until } from './until.ts';

export interface LaunchOptions {
  /** Folder of the built extension. */
  extension?: string;
  headless?: boolean;
  /**
   * Match patterns of hosts that are granted from the start, such as `http://127.0.0.1/*`. Patter asks for hosts when it
   * needs them, in a prompt that no test can answer, so these are written into the manifest of a copy.
   */
  hostPermissions?: readonly string[];
  /**
   * A microphone that gives a tone, and who answers whether Patter may use it: `nobody` is as without a screen, where the
   * question is closed at once. Without it, there is no microphone.
   */
  microphone?: 'allowed' | 'nobody' | undefined;
  /** Optional permissions that are granted from the start, in the same way. */
  permissions?: readonly string[];
  /** Folders of other extensions that are there beside it. */
  beside?: readonly string[];
  /** Folder that keeps what is stored from one launch to the next; without it, each starts with nothing and leaves nothing. */
  folder?: string;
  /** Whether Ctrl-C and its like close the browser and end this process; switch it off to handle them yourself. */
  handleSignals?: boolean;
}

/** A running Chromium with Patter in it, in a profile of its own that goes when it closes. */
export interface PatterBrowser {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** Address of one of the extension's pages, such as `options.html`. */
  url(page: string): string;
  /** The panel's page in a tab, as wide as a side panel: everything Playwright can do works on it. */
  openPanel(): Promise<Page>;
  /** The panel in the browser's real side panel, which Playwright does not see: it is driven through CDP. */
  openRealSidePanel(): Promise<SidePanel>;
  /** The background worker, started if it was stopped. A debugged worker is never stopped for being idle. */
  worker(): Promise<Worker>;
  /** Kills the background worker at once, as Chromium may at any time; the next event starts it again. */
  stopWorker(): Promise<void>;
  /** Kills the worker and whatever it was at, and empties all that is stored, as in a profile where Patter was never used. */
  beginAnew(): Promise<void>;
  /** Ends the browser as a power failure would: nothing in it is told. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

const builtExtension = join(import.meta.dirname, '../../.output/chrome-mv3');
let executablePath: string | undefined;

const folders = new Set<string>();
const discard = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
process.once('exit', () => folders.forEach(discard)); // Chromium's last processes may outlive its close

/** A copy of the extension that has these hosts and optional permissions from the start. */
function grant(extension: string, copy: string, hosts: readonly string[], permissions: readonly string[]): string {
  cpSync(extension, copy, { recursive: true });
  const file = join(copy, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { permissions: string[]; optional_permissions: string[] };
  const granted = {
    host_permissions: hosts,
    permissions: [...manifest.permissions, ...permissions],
    optional_permissions: manifest.optional_permissions.filter((name) => !permissions.includes(name)),
  };
  writeFileSync(file, JSON.stringify({ ...manifest, ...granted }));
  return copy;
}

function microphoneFlags(answer: LaunchOptions['microphone']): string[] {
  if (answer === undefined) return [];
  const device = '--use-fake-device-for-media-stream';
  return answer === 'allowed' ? [device, '--use-fake-ui-for-media-stream'] : [device];
}

async function launchContext(folder: string, extension: string, options: LaunchOptions): Promise<BrowserContext> {
  const { headless = true, handleSignals = true, beside = [] } = options;
  const extensions = [extension, ...beside].join(',');
  executablePath ??= findChromium();
  return chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath,
    headless,
    chromiumSandbox: !headless && process.getuid?.() !== 0,
    handleSIGINT: handleSignals,
    handleSIGTERM: handleSignals,
    handleSIGHUP: handleSignals,
    args: [
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-quic',
      '--disable-sync',
      ...(headless ? ['--disable-gpu', '--lang=en-US'] : []),
      ...microphoneFlags(options.microphone),
      `--disable-extensions-except=${extensions}`,
      `--load-extension=${extensions}`,
    ],
    ...(headless
      ? { env: { ...process.env, LANGUAGE: 'en' } } // what `--lang` is on Linux
      : { colorScheme: null, ignoreDefaultArgs: ['--enable-automation'], viewport: null }),
  });
}

/** The background worker of the extension with this script, once it runs. */
export async function workerOf(context: BrowserContext, script: string): Promise<Worker> {
  const isIts = (worker: Worker): boolean => worker.url().endsWith(`/${script}`);
  const running = context.serviceWorkers().find(isIts);
  return running ?? context.waitForEvent('serviceworker', { predicate: isIts, timeout: 10_000 });
}

/** The extension's background worker, and the browser's own CDP session. */
async function connect(context: BrowserContext): Promise<{ worker: Worker; cdp: CDPSession }> {
  const worker = await workerOf(context, 'background.js');
  const cdp = await context.browser()?.newBrowserCDPSession();
  if (!cdp) throw new Error('Playwright knows no browser for this context');
  return { worker, cdp };
}

/** Stops the running worker with this script, and waits until it has. */
async function stopped(session: CDPSession, scriptURL: string): Promise<void> {
  // A panel in mid-stream starts the next worker at once, under the same target: only the event tells them apart.
  let asked = false;
  const stopping = new Promise<void>((resolve) => {
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      for (const { scriptURL: script, runningStatus, versionId } of versions) {
        if (script !== scriptURL) continue;
        if (runningStatus === 'stopped') resolve();
        // More than once could stop the one that comes after it.
        if (runningStatus === 'running' && !asked)
          session.send('ServiceWorker.stopWorker', { versionId }).catch(() => undefined);
        asked ||= runningStatus === 'running';
      }
    });
  });
  await session.send('ServiceWorker.enable');
  await stopping;
}

/** Empties the database and the extension's storage, from a page of the extension. */
async function emptyStores(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear(), chrome.alarms.clearAll()]);
    const deleting = indexedDB.deleteDatabase('patter');
    await new Promise<void>((resolve, reject) => {
      deleting.addEventListener('success', () => resolve());
      deleting.addEventListener('error', () => reject(deleting.error ?? new Error('no database')));
    });
  });
}

/**
 * Starts Chromium with Patter and nothing else in it.
 *
 * @throws {NoChromiumError} where no Chromium is installed
 * @throws {Error} where the extension is not built, or its background worker does not start within 10 seconds
 */
export async function launchPatter(options: LaunchOptions = {}): Promise<PatterBrowser> {
  const { extension = builtExtension, hostPermissions = [], permissions = [] } = options;
  if (!existsSync(join(extension, 'manifest.json'))) throw new Error(`There is no built extension in ${extension}`);

  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'patter-'));
  if (options.folder === undefined) folders.add(folder);
  const granted = hostPermissions.length + permissions.length > 0;
  const loaded = granted ? grant(extension, join(folder, 'extension'), hostPermissions, permissions) : extension;
  const context = await launchContext(folder, loaded, options);

  const { worker, cdp } = await connect(context).catch(async (error: unknown) => {
    await context.close();
    throw error;
  });
  const extensionId = new URL(worker.url()).host;
  const url = (page: string) => `chrome-extension://${extensionId}/${page}`;

  async function workerTarget() {
    const { targetInfos } = await cdp.send('Target.getTargets');
    return targetInfos.find((target) => target.type === 'service_worker' && target.url === worker.url());
  }

  /** Steers service workers, which only a page's session of their own origin may. */
  async function serviceWorkers(act: (session: CDPSession, page: Page) => Promise<unknown>): Promise<void> {
    const page = await context.newPage();
    await page.goto(url('manifest.json'));
    await act(await context.newCDPSession(page), page);
    await page.close();
  }

  /** @param andThen what is done before anything can start it again */
  async function stopWorker(andThen: (page: Page) => Promise<void> = () => Promise.resolve()): Promise<void> {
    const isRunning = (await workerTarget()) !== undefined;
    await serviceWorkers(async (session, page) => {
      if (isRunning) await stopped(session, worker.url());
      await andThen(page);
    });
  }

  return {
    context,
    extensionId,
    url,
    async crash() {
      const closed = context.waitForEvent('close');
      // It crashes before it can answer.
      cdp.send('Browser.crash').catch(() => undefined);
      await closed;
    },
    async close() {
      await context.close();
      if (options.folder === undefined) discard(folder);
    },
    async openPanel() {
      const page = await context.newPage();
      if (page.viewportSize()) await page.setViewportSize({ width: 420, height: 800 });
      await page.goto(url('sidepanel.html'));
      return page;
    },
    openRealSidePanel: () => openSidePanel(context, cdp, url),
    async worker() {
      if (!(await workerTarget())) {
        await serviceWorkers(async (session) => {
          await session.send('ServiceWorker.enable');
          await session.send('ServiceWorker.startWorker', { scopeURL: url('') });
        });
        await until(workerTarget);
      }
      return worker;
    },
    stopWorker: () => stopWorker(),
    beginAnew: () => stopWorker(emptyStores),
  };
}
