import { defineConfig } from 'vitest/config'

import base from './vitest.config.ts'

/** The end-to-end suite once more, against one platform whose services are processes of their own: docs/TESTING.md. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    globalSetup: ['packages/testkit/src/global-setup.ts', 'e2e/harness/services-setup.ts'],
    include: ['e2e/**/*.e2e.ts'],
    exclude: [
      '**/node_modules/**',
      // Each of these starts what it is about by itself, or is about what one process has: docs/TESTING.md.
      'e2e/buckets.e2e.ts',
      'e2e/crash-paid-journey.e2e.ts',
      'e2e/observability.e2e.ts',
      'e2e/supergraph.e2e.ts',
      'e2e/conformance/federation.e2e.ts',
    ],
    // All specs share one platform, and what is behind it: some compare every table with what it held before.
    fileParallelism: false,
  },
})
