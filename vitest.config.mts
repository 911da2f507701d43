import { defineConfig } from 'vitest/config';

const TWO_MINUTES = 120_000;
/** How long a wish is asked about again: a busy machine is not at fault after a second. */
const poll = { timeout: 30_000 };

export default defineConfig({
  test: {
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Nothing in them outlives its test, and loading everything anew for each file took two thirds of the time.
          isolate: false,
          // On a busy machine a property test takes its time.
          testTimeout: 30_000,
          include: [
            '{plugin,server,client,admin}/src/**/*.test.{ts,tsx}',
            'tests/truth-tables/**/*.test.ts',
            'tests/docs/**/*.test.ts',
            'tests/histories/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'api',
          expect: { poll },
          include: ['tests/{api,conformance}/**/*.test.ts'],
          testTimeout: TWO_MINUTES,
          hookTimeout: TWO_MINUTES,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          expect: { poll },
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 5 * TWO_MINUTES,
          hookTimeout: 5 * TWO_MINUTES,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'chaos',
          include: ['tests/chaos/**/*.test.ts'],
          testTimeout: 10 * TWO_MINUTES,
          hookTimeout: 10 * TWO_MINUTES,
          fileParallelism: false,
        },
      },
    ],
  },
});
