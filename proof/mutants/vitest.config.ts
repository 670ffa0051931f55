import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * The tests that judge mutants of the SDK: its own and the documented cases.
 *
 * Stryker works in a copy of the repository whose `node_modules` is the original's, so the SDK's name
 * has to be led to the copy, where the mutants are.
 */
export default defineConfig({
  resolve: {
    alias: { '@yifen/wechatpay': join(import.meta.dirname, '..', '..', 'sdk', 'src', 'index.ts') },
  },
  test: {
    include: ['sdk/src/**/*.test.ts', 'proof/conformance/**/*.test.ts'],
    // The doctor searches for minutes, the adapters and the simulator start servers; none of them judges what is mutated
    // here. PostgreSQL as WebAssembly ends a Stryker worker with a failed check inside V8: what the store asks of it and
    // makes of the answers is judged by the test of its statements.
    exclude: [
      '**/node_modules/**',
      'sdk/src/doctor/**',
      'sdk/src/adapters/**',
      'sdk/src/**/*-at-the-simulator.test.ts',
      'sdk/src/{known-faults,mini-program-platform,index,readme,system}.test.ts',
      'sdk/src/apis/partner-transfer-example.test.ts',
      'sdk/src/http/fetch-transport.test.ts',
      'sdk/src/notifications/simulated-notification.test.ts',
      'sdk/src/notifications/create-postgres-notification-store.test.ts',
    ],
    testTimeout: 30_000,
    // One worker for all files of a run: a mutant is judged in a third of the time, and none of these tests leaves
    // anything behind.
    isolate: false,
  },
});
