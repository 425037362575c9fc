import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
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
 * Differs from `PrismaPg`: a script runs as one multi-statement query, in one transaction (the original
 * splits it at every semicolon, which breaks function bodies), and the search path is the subgraph's schema followed
 * by `public`, where extensions live.
 */
export function connectForMigrations({ url, schema }: MigrationTarget): MigrationConnection {
  // One connection: the engine's advisory lock and its statements belong to the same session.
  const options = `-c search_path="${schema}",public -c TimeZone=UTC`
  const pool = new Pool({ connectionString: url, max: 1, options })
  const query = pool.query.bind(pool)
  // The engine reads catalogue columns of the internal type "char", which the adapter does not know.
  const queryCharAsText = async (config: QueryArrayConfig) => {
    const result = await query<unknown[]>(config)
    for (const field of result.fields)
      if (field.dataTypeID === types.builtins.CHAR) field.dataTypeID = types.builtins.TEXT
    return result
  }
  Object.assign(pool, { query: queryCharAsText })
  const original = new PrismaPg(pool, { schema })
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: original.provider,
    adapterName: original.adapterName,
    connect: async () =>
      Object.assign(await original.connect(), {
        executeScript: async (script: string) => {
          await query(script)
        },
      }),
    connectToShadowDb: () => Promise.reject(new Error('Shadow databases are made by withShadowDatabase')),
  }
  return { factory, close: () => pool.end() }
}
