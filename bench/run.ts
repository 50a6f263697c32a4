// npm run bench: builds Patter, then every benchmark in turn, or those that are named: npm run bench -- stream
import { run } from '#scripts/command.ts';
import { findOrInstallChromium } from '#scripts/chromium.ts';

const benchmarks: Record<string, () => Promise<unknown>> = {
  stream: () => import('./stream.ts'),
  open: () => import('./open.ts'),
};

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benchmarks);
const unknown = chosen.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(1);
}
const { code, output } = await run('wxt', ['build']);
if (code !== 0) throw new Error(output);
await findOrInstallChromium();
for (const name of chosen) {
  console.log(`## ${name}\n`);
  await benchmarks[name]?.();
  console.log();
}
