import { spawnSync } from 'node:child_process'
import { parse } from 'graphql'
import { lintSubgraphSchema } from './schema/lint-subgraph-schema.ts'
import { findStaleFiles } from './generated-files.ts'
import { generateSchemas } from './schema/generate-schemas.ts'
import { fromRoot } from './root.ts'

async function findProblems(): Promise<readonly string[]> {
  const files = await generateSchemas()
  const stale = await findStaleFiles(files)
  const drift = stale.map(({ path }) => `${path} is not what the code says; run: npm run generate`)
  const style = files
    .filter(({ path }) => path.startsWith('subgraphs/'))
    .flatMap(({ path, content }) =>
      lintSubgraphSchema(parse(content)).map((problem) => `${path}: ${problem}`),
    )
  return [...drift, ...style]
}

function hasMigrationDrift(): boolean {
  const { status } = spawnSync(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), fromRoot('prisma/src/main.ts'), 'check'],
    { stdio: 'inherit' },
  )
  return status !== 0
}

const problems = await findProblems().catch((error: unknown) => [String(error)])
for (const problem of problems) console.error(problem)
if (hasMigrationDrift() || problems.length > 0) process.exitCode = 1
