import { Client, escapeIdentifier } from 'pg'
import { readMigrationHistories } from './migration-history.ts'
import type { MigrationHistory } from './migration-history.ts'
import { loadSchemaEngine, NO_FILTERS } from './schema-engine.ts'
import type { SchemaEngineOptions, UseSchemaEngine } from './schema-engine.ts'
import { readSubgraphSchemas, SCHEMAS_FOLDER, toMigrationList } from './subgraph-schema.ts'
import type { SubgraphSchema } from './subgraph-schema.ts'

/** Any constant will do, as long as every deployment of Lyceum takes the same one. */
export const DEPLOY_LOCK = '7236109452370'

export interface DeployOptions {
  /** Where the tables live: one database, or one per subgraph. */
  readonly url: string | ((subgraph: string) => string)
  /** Called for each migration that was applied. */
  readonly log?: (message: string) => void
  /** @default the folder of this package */
  readonly schemasFolder?: string
}

export interface AppliedMigration {
  readonly subgraph: string
  readonly migration: string
}

/**
 * Applies every pending migration of every subgraph and makes missing PostgreSQL schemas. Safe to run in several
 * processes at once (an advisory lock). When nothing is pending it costs a connection and three statements.
 *
 * @throws Error when a migration failed earlier or fails now; those before it stay applied.
 */
export async function deployMigrations(options: DeployOptions): Promise<readonly AppliedMigration[]> {
  const { url, log = () => undefined, schemasFolder = SCHEMAS_FOLDER } = options
  const subgraphs = await readSubgraphSchemas(schemasFolder)
  const applied: AppliedMigration[] = []
  for (const [databaseUrl, group] of groupByUrl(subgraphs, url)) {
    for (const migration of await deployToDatabase(databaseUrl, group)) {
      log(`${migration.subgraph}: applied ${migration.migration}`)
      applied.push(migration)
    }
  }
  return applied
}

/** Subgraphs by the database that each of them lives in. */
export function groupByUrl(
  subgraphs: readonly SubgraphSchema[],
  url: DeployOptions['url'],
): ReadonlyMap<string, readonly SubgraphSchema[]> {
  const groups = new Map<string, SubgraphSchema[]>()
  for (const subgraph of subgraphs) {
    const databaseUrl = typeof url === 'string' ? url : url(subgraph.name)
    groups.set(databaseUrl, [...(groups.get(databaseUrl) ?? []), subgraph])
  }
  return groups
}

async function deployToDatabase(
  url: string,
  subgraphs: readonly SubgraphSchema[],
): Promise<readonly AppliedMigration[]> {
  const client = new Client({ connectionString: url, application_name: 'lyceum migrations' })
  await client.connect()
  try {
    if (listPending(await readMigrationHistories(client, subgraphs)).length === 0) return []
    await client.query('SELECT pg_advisory_lock($1)', [DEPLOY_LOCK])
    // Read again: the process that held the lock may have done the work.
    const pending = listPending(await readMigrationHistories(client, subgraphs))
    if (pending.length === 0) return []
    const useEngine = await loadSchemaEngine()
    const applied: AppliedMigration[] = []
    for (const { subgraph } of pending) {
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${escapeIdentifier(subgraph.name)}`)
      applied.push(...(await applyMigrations(useEngine, { url, subgraph })))
    }
    return applied
  } finally {
    await client.end()
  }
}

function listPending(histories: readonly MigrationHistory[]): readonly MigrationHistory[] {
  const broken = histories.find(({ failed }) => failed.length > 0)
  if (broken !== undefined) {
    throw new Error(
      `${broken.subgraph.name}: migration ${broken.failed.join(', ')} failed earlier. Repair the tables, then delete its row ` +
        `from ${broken.subgraph.name}._prisma_migrations to try again, or set its finished_at if the repair completed it.`,
    )
  }
  return histories.filter(({ pending }) => pending.length > 0)
}

async function applyMigrations(
  useEngine: UseSchemaEngine,
  { url, subgraph }: SchemaEngineOptions,
): Promise<readonly AppliedMigration[]> {
  try {
    const { appliedMigrationNames } = await useEngine({ url, subgraph }, (engine) =>
      engine.applyMigrations({ migrationsList: toMigrationList(subgraph), filters: NO_FILTERS }),
    )
    return appliedMigrationNames.map((migration) => ({ subgraph: subgraph.name, migration }))
  } catch (error) {
    throw new Error(`${subgraph.name}: a migration failed`, { cause: error })
  }
}
