import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['{contracts,electron,native-adapters,portal,renderer,simulators,tests}/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**', 'tests/bench/**'],
    // Only a test that fails waits so long; a machine with other work takes many times as long as an idle one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
