import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/helpers/setup.ts'],
    restoreMocks: true,
    maxWorkers: 2,
    // Some play whole scenes or thousands of random texts, and machines are busy: what hangs is still told.
    testTimeout: 30_000,
    unstubGlobals: true,
  },
});
