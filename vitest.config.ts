import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '*/src/**/*.test.ts',
      'console/src/**/*.test.tsx',
      'miniprogram/**/*.test.ts',
      'proof/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A busy machine draws and answers late; what never comes still fails.
    expect: { poll: { timeout: 20_000 } },
    // Two workers: the project is sized for two cores, and a database and a browser run beside the tests.
    maxWorkers: 2,
  },
});
