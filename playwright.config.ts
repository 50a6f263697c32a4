import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: '.output/e2e',
  forbidOnly: Boolean(process.env.CI),
  workers: 2, // one a core, as small machines have them
  retries: 1, // `npm test` names what passed only the second time
  // Machines are busy, and what hangs is still told.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  globalTimeout: 20 * 60_000,
});
