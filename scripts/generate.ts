import { spawnSync } from 'node:child_process'
import { generateSchemas, generateSubgraphSchemas, writeStaleFiles } from './schema/generate-schemas.ts'
import type { GeneratedFile } from './schema/generate-schemas.ts'
import { fromRoot } from './root.ts'

const usage = `npm run generate              everything below, in this order
npm run generate -- clients   the database clients, from each schema.prisma
npm run generate -- schema    each subgraph's schema.graphql, and supergraph.graphql composed of them
npm run generate -- schema SUBGRAPH...   the schema.graphql of these alone
npm run generate -- documents typed documents, from the committed schemas
`

async function generate([command, ...names]: readonly string[]): Promise<void> {
  switch (command) {
    case undefined:
      generateClients()
      await report(generateSchemas())
      return generateDocuments()
    case 'clients':
      return generateClients()
    case 'schema':
      return report(names.length === 0 ? generateSchemas() : generateSubgraphSchemas(names))
    case 'documents':
      return generateDocuments()
    default:
      throw new Error(usage)
  }
}

function generateClients(): void {
  const { status } = spawnSync(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), fromRoot('prisma/src/main.ts'), 'generate'],
    { stdio: 'inherit' },
  )
  if (status !== 0) throw new Error('The database clients could not be generated.')
}

async function report(files: Promise<readonly GeneratedFile[]>): Promise<void> {
  const written = await writeStaleFiles(await files)
  console.log(written.length === 0 ? 'Every schema is up to date.' : `Written: ${written.join(', ')}`)
}

async function generateDocuments(): Promise<void> {
  // Loaded late: its configuration reads the schemas that the step before may have written.
  const [{ generate: runCodegen }, { default: config }] = await Promise.all([
    import('@graphql-codegen/cli'),
    import('../codegen.ts'),
  ])
  if (Object.keys(config.generates).length > 0) await runCodegen(config, true)
}

try {
  await generate(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
