import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'

import { defineConfig } from 'vitest/config'

const require = createRequire(new URL('packages/kit/package.json', import.meta.url))

export default defineConfig({
  resolve: {
    // Otherwise two realms of graphql load: "Cannot use GraphQLObjectType from another module or realm".
    alias: [{ find: /^graphql$/, replacement: require.resolve('graphql/index.js') }],
  },
  test: {
    globalSetup: ['packages/testkit/src/global-setup.ts'],
    include: ['**/*.test.{ts,mjs}', '**/test/**/*.spec.ts', 'e2e/**/*.e2e.ts'],
    // What is in e2e/services asks for services in processes of their own: vitest.services.config.ts.
    exclude: ['**/node_modules/**', '**/generated/**', 'e2e/services/**'],
    // Most specs wait for a database, a queue or a process more than they compute.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Nothing of ours keeps state in a module, so files can share what they import, which takes longer than most specs.
    isolate: false,
    // What a busy machine does in the end passes; what never happens fails.
    expect: { poll: { interval: 20, timeout: 30_000 } },
    hookTimeout: 180_000,
    testTimeout: 120_000,
  },
})
