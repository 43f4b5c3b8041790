import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'node', include: ['test/**/*.test.ts'], exclude: ['test/browser/**', 'test/million/**'] },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: 'test/browser/support/global-setup.ts',
          testTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
          provide: { patienceMs: 60_000 },
        },
      },
      {
        extends: true,
        test: {
          name: 'million',
          include: ['test/million/**/*.test.ts'],
          globalSetup: 'test/million/support/global-setup.ts',
          testTimeout: 300_000,
          hookTimeout: 600_000,
          expect: { poll: { timeout: 240_000 } },
          provide: { patienceMs: 120_000 },
        },
      },
    ],
  },
});
