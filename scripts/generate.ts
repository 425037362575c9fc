import { spawnSync } from 'node:child_process'
import { writeStaleFiles } from './generated-files.ts'
import type { GeneratedFile } from './generated-files.ts'
import { generateOxlintConfig } from './lint/oxlint-config.ts'
import { fromRoot } from './root.ts'

const usage = `npm run generate              everything below, in this order
npm run generate -- clients   the database clients, from each schema.prisma
npm run generate -- schema    each subgraph's schema.graphql, and supergraph.graphql composed of them
npm run generate -- schema SUBGRAPH...   the schema.graphql of these alone
npm run generate -- lint      the linter's configuration, .oxlintrc.json
npm run generate -- documents typed documents, from the committed schemas
`

async function generate([command, ...names]: readonly string[]): Promise<void> {
  switch (command) {
    case undefined:
      generateClients()
      await report(generateLintConfig())
      await report(generateSchemas([]))
      return generateDocuments()
    case 'clients':
      return generateClients()
    case 'schema':
      return report(generateSchemas(names))
    case 'lint':
      return report(generateLintConfig())
    case 'documents':
      return generateDocuments()
    default:
      throw new Error(usage)
  }
}

async function generateLintConfig(): Promise<readonly GeneratedFile[]> {
  return [await generateOxlintConfig()]
}

/** Loads the subgraphs' code, so the clients that it imports have to be there. */
async function generateSchemas(names: readonly string[]): Promise<readonly GeneratedFile[]> {
  const schemas = await import('./schema/generate-schemas.ts')
  return names.length === 0 ? schemas.generateSchemas() : schemas.generateSubgraphSchemas(names)
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
  console.log(written.length === 0 ? 'Up to date.' : `Written: ${written.join(', ')}`)
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
