// npm run bench: builds Patter, then every benchmark in turn, or those that are named: npm run bench -- stream
import { run } from '#scripts/command.ts';
import { findOrInstallChromium } from '#scripts/chromium.ts';

interface Benchmark {
  run(): Promise<unknown>;
  /** Whether it drives the built extension. */
  extension: boolean;
}

const benchmarks: Record<string, Benchmark> = {
  stream: { run: () => import('./stream.ts'), extension: true },
  open: { run: () => import('./open.ts'), extension: true },
  words: { run: () => import('./words.ts'), extension: true },
  speech: { run: () => import('./speech.ts'), extension: true },
  idle: { run: () => import('./idle.ts'), extension: true },
  backup: { run: () => import('./backup.ts'), extension: true },
  exchange: { run: () => import('./exchange.ts'), extension: true },
  server: { run: () => import('./server.ts'), extension: false },
};

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benchmarks);
const unknown = chosen.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(1);
}
if (chosen.some((name) => benchmarks[name]?.extension)) {
  const { code, output } = await run('wxt', ['build']);
  if (code !== 0) throw new Error(output);
  await findOrInstallChromium();
}
for (const name of chosen) {
  console.log(`## ${name}\n`);
  await benchmarks[name]?.run();
  console.log();
}
