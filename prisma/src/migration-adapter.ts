import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import type {
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
} from '@prisma/driver-adapter-utils'
import { Pool, types } from 'pg'
import type { QueryArrayConfig } from 'pg'

export interface MigrationTarget {
  readonly url: string
  /** The PostgreSQL schema that holds the tables and their `_prisma_migrations`. */
  readonly schema: string
}

/** A driver adapter for the schema engine, and the end of its connection. */
export interface MigrationConnection {
  readonly factory: SqlMigrationAwareDriverAdapterFactory
  close(): Promise<void>
}

/**
 * Differs from `PrismaPg`: a script runs as one multi-statement query, in one transaction (the original splits it at
 * every semicolon, which breaks function bodies); catalogue columns of the internal type "char" are understood; and
 * the search path is the subgraph's schema followed by `public`, where extensions live.
 */
export function connectForMigrations({ url, schema }: MigrationTarget): MigrationConnection {
  // One connection: the engine's advisory lock and its statements belong to the same session.
  const options = `-c search_path="${schema}",public -c TimeZone=UTC`
  const pool = new Pool({ connectionString: url, max: 1, options })
  const runQuery = pool.query.bind(pool)
  const charColumns = labelCharAsText(pool)
  const original = new PrismaPg(pool, { schema })

  const connect = async () => {
    const adapter = await original.connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    return Object.assign(adapter, {
      executeScript: async (script: string) => {
        await runQuery(script)
      },
      queryRaw: async (query: SqlQuery) => restoreChar(await queryRaw(query), charColumns),
    })
  }
  const connectToShadowDb = () => Promise.reject(new Error('Shadow databases are made by withShadowDatabase'))
  const { provider, adapterName } = original
  return { factory: { provider, adapterName, connect, connectToShadowDb }, close: () => pool.end() }
}

/** Which columns of a result had the type "char", by the result's array of rows. */
type CharColumns = WeakMap<unknown[][], readonly number[]>

/** The adapter refuses a type that it does not know, so it sees text. */
function labelCharAsText(pool: Pool): CharColumns {
  const runQuery = pool.query.bind(pool)
  const charColumns: CharColumns = new WeakMap()
  const query = async (config: QueryArrayConfig) => {
    const result = await runQuery<unknown[]>(config)
    const fields = result.fields.map((field, index) => ({ field, index }))
    const chars = fields.filter(({ field }) => field.dataTypeID === types.builtins.CHAR)
    for (const { field } of chars) field.dataTypeID = types.builtins.TEXT
    charColumns.set(
      result.rows,
      chars.map(({ index }) => index),
    )
    return result
  }
  Object.assign(pool, { query })
  return charColumns
}

function restoreChar(result: SqlResultSet, charColumns: CharColumns): SqlResultSet {
  const chars = charColumns.get(result.rows) ?? []
  const columnTypes = result.columnTypes.map((type, index) =>
    chars.includes(index) ? ColumnTypeEnum.Character : type,
  )
  return { ...result, columnTypes }
}
