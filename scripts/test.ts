// npm test: runs every check in order, and ends with the line `N passed, N failed`.
// npm test -- lint unit …  runs only these.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { findAnki } from './anki.ts';
import { findOrInstallChromium } from './chromium.ts';
import { run, type CommandResult } from './command.ts';
import { findOrInstallPostgres } from './postgres.ts';

interface Outcome {
  passed: number;
  failed: number;
  /** What to show when something failed. */
  output: string;
}

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
const playwrightSuite = z.object({
  specs: z.array(z.object({ file: z.string(), title: z.string(), tests: z.array(z.object({ status: z.string() })) })),
  get suites(): z.ZodMiniOptional<z.ZodMiniArray<typeof playwrightSuite>> {
    return z.optional(z.array(playwrightSuite));
  },
});
type PlaywrightSuite = z.infer<typeof playwrightSuite>;
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  suites: z.array(playwrightSuite),
});

const reports = mkdtempSync(join(tmpdir(), 'patter-test-'));
process.once('exit', () => rmSync(reports, { recursive: true, force: true }));

function readReport<Report>(file: string, schema: z.ZodMiniType<Report>): Report | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // the runner crashed before it wrote one
  }
}

/** A run without a report is a failure, whatever it says. */
function unreported({ output }: CommandResult): Outcome {
  return { passed: 0, failed: 1, output };
}

/** What a test runner did. A run that fails without a failed test is one failure of its own. */
function outcome({ code, output }: CommandResult, passed = 0, failed = 0): Outcome {
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1), output };
}

/** One check: passed or failed. */
async function check(command: string, args: readonly string[] = []): Promise<Outcome> {
  const result = await run(command, args);
  return outcome(result, result.code === 0 ? 1 : 0);
}

async function unit(): Promise<Outcome> {
  if ((await findOrInstallPostgres()) === undefined) {
    console.log('! PostgreSQL was not found: what the tutor server does with it is not tested. Its package would do.');
  }
  if (findAnki() === undefined) {
    console.log(
      '! Anki’s library was not found: what it makes of a package is not tested. `pip install anki` would do.',
    );
  }
  const file = join(reports, 'vitest.json');
  const result = await run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  const report = readReport(file, vitestReport);
  return report ? outcome(result, report.numPassedTests, report.numFailedTests) : unreported(result);
}

async function endToEnd(): Promise<Outcome> {
  await findOrInstallChromium();
  const file = join(reports, 'playwright.json');
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const result = await run('playwright', ['test', '--reporter=list,json'], { env });
  const report = readReport(file, playwrightReport);
  if (report === undefined) return unreported(result);
  for (const name of flakyTests(report.suites)) console.log(`! Passed only when it was tried again: ${name}`);
  const { expected, flaky, unexpected } = report.stats;
  return outcome(result, expected + flaky, unexpected);
}

function flakyTests(suites: readonly PlaywrightSuite[]): string[] {
  return suites.flatMap(({ specs, suites: inner = [] }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
      .map(({ file, title }) => `${file} › ${title}`),
    ...flakyTests(inner),
  ]);
}

interface Step {
  name: string;
  run(): Promise<Outcome>;
  /** Steps that must have passed before this one can say anything. */
  needs?: readonly string[];
}

const steps: readonly Step[] = [
  { name: 'prepare', run: () => check('wxt', ['prepare']) },
  { name: 'format', run: () => check('oxfmt', ['--check']) },
  { name: 'lint', run: () => check('oxlint', ['--type-aware', '--deny-warnings']), needs: ['prepare'] },
  { name: 'types', run: () => check('tsc', ['--noEmit']), needs: ['prepare'] },
  { name: 'unused', run: () => check('knip') },
  { name: 'unit', run: unit, needs: ['prepare'] },
  { name: 'build', run: () => check('wxt', ['build']) },
  { name: 'e2e', run: endToEnd, needs: ['build'] },
];

function chosenSteps(names: readonly string[]): readonly Step[] {
  const unknown = names.filter((name) => steps.every((step) => step.name !== name));
  if (unknown.length > 0) {
    throw new Error(`No such step: ${unknown.join(', ')}. There are ${steps.map(({ name }) => name).join(', ')}.`);
  }
  if (names.length === 0) return steps;
  const chosen = new Set(names);
  const needed = new Set(steps.filter(({ name }) => chosen.has(name)).flatMap(({ needs = [] }) => needs));
  return steps.filter(({ name }) => chosen.has(name) || needed.has(name));
}

async function attempt(step: Step, broken: ReadonlySet<string>): Promise<Outcome> {
  const missing = step.needs?.find((name) => broken.has(name));
  if (missing) return { passed: 0, failed: 1, output: `Not run: ${missing} failed.` };
  try {
    return await step.run();
  } catch (error) {
    return { passed: 0, failed: 1, output: error instanceof Error ? error.message : String(error) };
  }
}

async function test(chosen: readonly Step[]): Promise<void> {
  let passed = 0;
  let failed = 0;
  const broken = new Set<string>();
  for (const step of chosen) {
    const started = performance.now();
    const result = await attempt(step, broken);
    const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
    const counts = result.failed > 0 ? `${result.failed} failed, ${result.passed} passed` : `${result.passed} passed`;
    console.log(`${result.failed > 0 ? '✗' : '✓'} ${step.name.padEnd(8)}${seconds} s  ${counts}`);
    if (result.failed > 0) {
      console.log(`\n${result.output}\n`);
      broken.add(step.name);
    }
    passed += result.passed;
    failed += result.failed;
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

try {
  await test(chosenSteps(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
