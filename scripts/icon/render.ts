// npm run icon: draws public/icon/*.png from icon.svg.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { findOrInstallChromium } from '../chromium.ts';

const svg = readFileSync(join(import.meta.dirname, 'icon.svg'), 'utf8');
const folder = join(import.meta.dirname, '../../public/icon');

const browser = await chromium.launch({ executablePath: await findOrInstallChromium() });
const page = await browser.newPage();
await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
for (const size of [16, 32, 48, 96, 128]) {
  await page.setViewportSize({ width: size, height: size });
  await page.screenshot({ path: join(folder, `${size}.png`), omitBackground: true });
}
await browser.close();
