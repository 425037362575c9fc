import type { ClientBase } from 'pg'
import { escapeIdentifier, escapeLiteral } from 'pg'
import type { SubgraphSchema } from './subgraph-schema.ts'

/** How a subgraph's tables in a database stand to its migrations on disk. */
export interface MigrationHistory {
  readonly subgraph: SubgraphSchema
  readonly applied: readonly string[]
  /** On disk, not yet in the database; in order. */
  readonly pending: readonly string[]
  /** Began and never finished: a person has to repair the table, then mark or retry them. */
  readonly failed: readonly string[]
  /** Changed on disk after they were applied. */
  readonly edited: readonly string[]
  /** In the database, unknown on disk: the database is newer than this code. */
  readonly unknown: readonly string[]
}

interface AppliedRow {
  readonly schema_name: string
  readonly migration_name: string
  readonly checksum: string
  readonly is_finished: boolean
}

/** Compares with plain SQL, in two round trips for any number of subgraphs. Needs no schema engine. */
export async function readMigrationHistories(
  client: ClientBase,
  subgraphs: readonly SubgraphSchema[],
): Promise<readonly MigrationHistory[]> {
  const rows = await readAppliedRows(
    client,
    subgraphs.map(({ name }) => name),
  )
  return subgraphs.map((subgraph) =>
    compareHistory(
      subgraph,
      rows.filter((row) => row.schema_name === subgraph.name),
    ),
  )
}

async function readAppliedRows(
  client: ClientBase,
  schemas: readonly string[],
): Promise<readonly AppliedRow[]> {
  const existing = await client.query<{ schemaname: string }>(
    `SELECT schemaname FROM pg_tables WHERE tablename = '_prisma_migrations' AND schemaname = ANY($1)`,
    [schemas],
  )
  if (existing.rows.length === 0) return []
  const selects = existing.rows.map(
    ({ schemaname }) =>
      `SELECT ${escapeLiteral(schemaname)} AS schema_name, migration_name, checksum, finished_at IS NOT NULL AS is_finished
         FROM ${escapeIdentifier(schemaname)}._prisma_migrations WHERE rolled_back_at IS NULL`,
  )
  const applied = await client.query<AppliedRow>(`${selects.join(' UNION ALL ')} ORDER BY migration_name`)
  return applied.rows
}

function compareHistory(subgraph: SubgraphSchema, rows: readonly AppliedRow[]): MigrationHistory {
  const onDisk = new Map(subgraph.migrations.map((migration) => [migration.name, migration]))
  const finished = rows.filter((row) => row.is_finished)
  const begun = new Set(rows.map((row) => row.migration_name))
  return {
    subgraph,
    applied: finished.map((row) => row.migration_name),
    pending: subgraph.migrations.map(({ name }) => name).filter((name) => !begun.has(name)),
    failed: rows.filter((row) => !row.is_finished).map((row) => row.migration_name),
    edited: finished
      .filter((row) => isEdited(row, onDisk.get(row.migration_name)?.checksum))
      .map((row) => row.migration_name),
    unknown: finished.map((row) => row.migration_name).filter((name) => !onDisk.has(name)),
  }
}

function isEdited(row: AppliedRow, checksumOnDisk: string | undefined): boolean {
  return checksumOnDisk !== undefined && checksumOnDisk !== row.checksum
}
