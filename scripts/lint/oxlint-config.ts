import { format, resolveConfig } from 'prettier'
import { readSupergraphConfig } from '../schema/supergraph-config.ts'
import { fromRoot } from '../root.ts'
import { listImportBoundaries } from './import-boundaries.ts'
import type { GeneratedFile } from '../generated-files.ts'

const path = '.oxlintrc.json'
const tests = ['**/*.test.ts', '**/*.spec.ts', '**/*.e2e.ts', '**/*.test.mjs']

const rules = {
  'eslint/max-params': ['error', { max: 3 }],
  'eslint/no-console': 'error',
  'import/no-cycle': 'error',
  'import/no-default-export': 'error',
  'node/no-process-env': 'error',
  'typescript/await-thenable': 'error',
  'typescript/no-explicit-any': 'error',
  'typescript/no-floating-promises': 'error',
  'typescript/no-misused-promises': 'error',
  'typescript/no-non-null-assertion': 'error',
  // Our interfaces are made by factories and never use `this`, so their methods may be taken apart.
  'typescript/unbound-method': 'off',
  // `...['a', 'b']` keeps what belongs together on one line.
  'unicorn/no-useless-spread': 'off',
  'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
}

const exceptions = [
  { files: ['scripts/**', 'e2e/demo/**'], rules: { 'eslint/no-console': 'off' } },
  {
    files: ['scripts/**', '**/environment.ts', '**/main.ts', '**/*.config.ts'],
    rules: { 'node/no-process-env': 'off' },
  },
  // Tools that take their configuration as a default export.
  {
    files: ['codegen.ts', '**/*.config.ts', '**/*-worker.mjs', '**/*-worker.d.mts'],
    rules: { 'import/no-default-export': 'off' },
  },
  // One parameter for each argument of the field: type-graphql has it so.
  { files: ['**/*.resolver.ts'], rules: { 'eslint/max-params': 'off' } },
  {
    files: tests,
    rules: {
      'eslint/no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval'].map((name) => ({
          name,
          message: 'Tests wait for events, or poll with eventually() of @lyceum/testkit.',
        })),
      ],
    },
  },
]

/**
 * The linter's configuration. It is generated because an override replaces the import rule of the one before
 * instead of adding to it, so each has to repeat all that still holds.
 */
export async function generateOxlintConfig(): Promise<GeneratedFile> {
  const subgraphs = (await readSupergraphConfig()).map(({ name }) => name)
  const boundaries = listImportBoundaries(subgraphs).map(({ files, restrictions }) => ({
    files,
    rules: { 'eslint/no-restricted-imports': ['error', { patterns: restrictions }] },
  }))
  const config = {
    $schema: './node_modules/oxlint/configuration_schema.json',
    plugins: ['typescript', 'unicorn', 'oxc', 'import', 'node'],
    categories: { correctness: 'error' },
    ignorePatterns: ['**/generated/**', '**/dist/**', '.lyceum/**'],
    rules,
    overrides: [...exceptions, ...boundaries],
  }
  const options = await resolveConfig(fromRoot(path))
  return { path, content: await format(JSON.stringify(config), { ...options, parser: 'json' }) }
}
