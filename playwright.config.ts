import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: '.output/e2e',
  forbidOnly: Boolean(process.env.CI),
  workers: 1, // each test drives a browser of its own; more would make them slow, and then flaky
  retries: 0,
  timeout: 30_000,
  globalTimeout: 20 * 60_000,
});
