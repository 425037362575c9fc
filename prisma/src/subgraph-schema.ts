import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg'

export interface Migration {
  /** Name of its folder, e.g. `20261120124500_initial`; the order of names is the order of application. */
  readonly name: string
  readonly sql: string
  /** SHA-256 in hex, as Prisma records it in `_prisma_migrations`. */
  readonly checksum: string
}

/** A subgraph's schema.prisma and its migrations as they lie on disk. */
export interface SubgraphSchema {
  /** Name of the subgraph and of the PostgreSQL schema that it owns. */
  readonly name: string
  readonly folder: string
  readonly schemaPath: string
  readonly schemaText: string
  /** Content of `migration_lock.toml`, or null before the first migration. */
  readonly lock: string | null
  readonly migrations: readonly Migration[]
}

/** The folder that holds one folder per subgraph. */
export const SCHEMAS_FOLDER = fileURLToPath(new URL('..', import.meta.url))

/** Reads every folder that has a `schema.prisma`, ordered by name. */
export async function readSubgraphSchemas(
  schemasFolder = SCHEMAS_FOLDER,
): Promise<readonly SubgraphSchema[]> {
  const entries = await readdir(schemasFolder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const schemas = await Promise.all(names.toSorted().map((name) => readSubgraphSchema(schemasFolder, name)))
  return schemas.filter((schema) => schema !== null)
}

async function readSubgraphSchema(schemasFolder: string, name: string): Promise<SubgraphSchema | null> {
  const folder = join(schemasFolder, name)
  const schemaPath = join(folder, 'schema.prisma')
  const schemaText = await readFileIfPresent(schemaPath)
  if (schemaText === null) return null
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Error(
      `${folder}: a subgraph's name is also its PostgreSQL schema: lower case letters, digits, _`,
    )
  }
  const lock = await readFileIfPresent(join(folder, 'migrations', 'migration_lock.toml'))
  const migrations = lock === null ? [] : await readMigrations(join(folder, 'migrations'))
  return { name, folder, schemaPath, schemaText, lock, migrations }
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.toSorted().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** The migrations in the form that the schema engine takes. */
export function toMigrationList({ folder, lock, migrations }: SubgraphSchema): MigrationList {
  return {
    baseDir: join(folder, 'migrations'),
    lockfile: { path: 'migration_lock.toml', content: lock },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}

async function readFileIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
