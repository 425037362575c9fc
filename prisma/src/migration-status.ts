import { Client } from 'pg'
import { groupByUrl } from './deploy-migrations.ts'
import type { DeployOptions } from './deploy-migrations.ts'
import { readMigrationHistories } from './migration-history.ts'
import type { MigrationHistory } from './migration-history.ts'
import { readSubgraphSchemas, SCHEMAS_FOLDER } from './subgraph-schema.ts'

export interface MigrationStatus {
  readonly isUpToDate: boolean
  /** A line per subgraph, for a person to read. */
  readonly lines: readonly string[]
}

/** Says of every subgraph what its database has applied and what it still lacks. */
export async function readMigrationStatus(options: Omit<DeployOptions, 'log'>): Promise<MigrationStatus> {
  const { url, schemasFolder = SCHEMAS_FOLDER } = options
  const histories: MigrationHistory[] = []
  for (const [databaseUrl, subgraphs] of groupByUrl(await readSubgraphSchemas(schemasFolder), url)) {
    const client = new Client({ connectionString: databaseUrl })
    await client.connect()
    try {
      histories.push(...(await readMigrationHistories(client, subgraphs)))
    } finally {
      await client.end()
    }
  }
  return { isUpToDate: histories.every(isUpToDate), lines: histories.map(describeHistory) }
}

function isUpToDate({ pending, failed, edited }: MigrationHistory): boolean {
  return pending.length + failed.length + edited.length === 0
}

function describeHistory(history: MigrationHistory): string {
  const parts = (['pending', 'failed', 'edited', 'unknown'] as const)
    .filter((kind) => history[kind].length > 0)
    .map((kind) => `${kind}: ${history[kind].join(', ')}`)
  return [`${history.subgraph.name}: ${history.applied.length} applied`, ...parts].join('; ')
}
