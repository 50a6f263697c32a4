import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/helpers/setup.ts'],
    restoreMocks: true,
    maxWorkers: 2,
    unstubGlobals: true,
  },
});
