// npm start: builds Patter and opens it in Chromium. Without a display it holds a short conversation instead.

import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { launchPatter, type PatterBrowser } from '#tests/helpers/chromium.ts';
import { findOrInstallChromium } from './chromium.ts';
import { run } from './command.ts';
import { converse } from './conversation.ts';

const screenshots = join(import.meta.dirname, '../.output/screenshots');

async function build(): Promise<void> {
  console.log('Building Patter …');
  const { code, output } = await run('wxt', ['build']);
  if (code !== 0) throw new Error(`${output}\n\nPatter could not be built.`);
}

function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

/** Opens the panel for a learner and stays until they close the window or press Ctrl-C. */
async function stayOpen(patter: PatterBrowser): Promise<void> {
  const closed = new Promise<void>((resolve) => patter.context.once('close', () => resolve()));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void patter.close());
  await patter.openRealSidePanel().catch(() => patter.openPanel());
  console.log('Patter is open. Its profile is a new one and goes when you close the window (or press Ctrl-C here).');
  await closed;
}

/** Shows without a window that Patter talks, and what that looks like. */
async function demonstrate(patter: PatterBrowser): Promise<void> {
  const page = await patter.openPanel();
  await converse(page, ['Hola', 'Me llamo Ana', 'Soy desde Lisboa']);
  mkdirSync(screenshots, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(screenshots, `panel-${colorScheme}.png`) });
  }
  console.log(`Screenshots: ${relative(process.cwd(), screenshots)}`);
}

async function start(): Promise<void> {
  const { values } = parseArgs({ options: { headless: { type: 'boolean', default: false } } });
  const headless = values.headless || !hasDisplay();
  await build();
  await findOrInstallChromium();
  const patter = await launchPatter({ headless, handleSignals: headless });
  try {
    await (headless ? demonstrate(patter) : stayOpen(patter));
  } finally {
    await patter.close();
  }
}

try {
  await start();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
