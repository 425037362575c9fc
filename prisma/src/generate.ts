import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { readSubgraphSchemas, SCHEMAS_FOLDER } from './subgraph-schema.ts'
import type { SubgraphSchema } from './subgraph-schema.ts'

const run = promisify(execFile)

export interface GenerateOptions {
  /** Handed to Prisma's command. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** @default the folder of this package */
  readonly schemasFolder?: string
  /** Called for each client that was written. */
  readonly log?: (message: string) => void
}

/** Writes the client of every subgraph whose schema, or whose version of Prisma, changed. Returns their names. */
export async function generateClients(options: GenerateOptions): Promise<readonly string[]> {
  const { environment, schemasFolder = SCHEMAS_FOLDER, log = () => undefined } = options
  const prisma = await findPrisma(environment)
  const generated: string[] = []
  for (const subgraph of await readSubgraphSchemas(schemasFolder)) {
    if (await generateClient(subgraph, prisma)) {
      log(`${subgraph.name}: client generated`)
      generated.push(subgraph.name)
    }
  }
  return generated
}

async function generateClient(subgraph: SubgraphSchema, prisma: PrismaCommand): Promise<boolean> {
  const output = join(subgraph.folder, 'generated')
  const stampPath = join(output, '.inputs')
  const stamp = createHash('sha256').update(prisma.version).update(subgraph.schemaText).digest('hex')
  if ((await readFile(stampPath, 'utf8').catch(() => '')) === stamp) return false
  await rm(stampPath, { force: true })
  await run(process.execPath, [prisma.path, 'generate', '--schema', subgraph.schemaPath, '--no-hints'], {
    cwd: subgraph.folder,
    // The client needs no schema engine, yet the command downloads one unless it is told of a file that exists.
    env: { ...prisma.environment, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
  })
  await writeFile(stampPath, stamp)
  return true
}

interface PrismaCommand {
  readonly path: string
  readonly version: string
  readonly environment: GenerateOptions['environment']
}

async function findPrisma(environment: GenerateOptions['environment']): Promise<PrismaCommand> {
  const manifestPath = createRequire(import.meta.url).resolve('prisma/package.json')
  const manifest: unknown = JSON.parse(await readFile(manifestPath, 'utf8'))
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : ''
  return { path: join(dirname(manifestPath), 'build', 'index.js'), version: String(version), environment }
}
