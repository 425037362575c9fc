import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findSchemaDrift } from '../src/check-migrations.ts'
import { createMigration } from '../src/create-migration.ts'
import { deployMigrations, startTemporaryPostgres } from '../src/index.ts'
import type { EmbeddedPostgres } from '../src/index.ts'
import { readMigrationStatus } from '../src/migration-status.ts'
import { SCHEMAS_FOLDER } from '../src/subgraph-schema.ts'

let postgres: EmbeddedPostgres
let databases = 0

beforeAll(async () => {
  postgres = await startTemporaryPostgres()
}, 60_000)

afterAll(() => postgres.stop())

/** An empty database and a copy of the users schema that a test may change. */
async function prepare() {
  databases += 1
  const schemasFolder = await mkdtemp(join(tmpdir(), 'lyceum-schemas-'))
  for (const part of ['schema.prisma', 'migrations']) {
    await cp(join(SCHEMAS_FOLDER, 'users', part), join(schemasFolder, 'users', part), { recursive: true })
  }
  const entries = await readdir(join(schemasFolder, 'users', 'migrations'), { withFileTypes: true })
  await query(postgres.url, `CREATE DATABASE migrations_${databases}`)
  const url = postgres.url.replace(/\/lyceum$/, `/migrations_${databases}`)
  return {
    url,
    schemasFolder,
    /** In the order in which they are applied. */
    migrations: entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted(),
    changeSchema: async (from: string, to: string) => {
      const path = join(schemasFolder, 'users', 'schema.prisma')
      await writeFile(path, (await readFile(path, 'utf8')).replace(from, to))
    },
    [Symbol.asyncDispose]: () => rm(schemasFolder, { recursive: true, force: true }),
  }
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

const ADD_WEBSITE = ['  locale        String?', '  locale        String?\n  website       String?'] as const

describe('deploy', () => {
  it('fills an empty database, in the schema of the subgraph', async () => {
    await using world = await prepare()

    const applied = await deployMigrations(world)

    expect(applied).toEqual(world.migrations.map((migration) => ({ subgraph: 'users', migration })))
    const tables = await query(
      world.url,
      `SELECT tablename FROM pg_tables WHERE schemaname = 'users' ORDER BY 1`,
    )
    expect(tables.map(({ tablename }) => tablename)).toEqual([
      '_prisma_migrations',
      'dead_letter',
      'inbox_event',
      'outbox_event',
      'refresh_token',
      'user',
      'user_role',
    ])
  })

  it('does nothing the second time', async () => {
    await using world = await prepare()
    await deployMigrations(world)

    expect(await deployMigrations(world)).toEqual([])
  })

  it('applies each migration once when several processes deploy at once', async () => {
    await using world = await prepare()

    const results = await Promise.all([1, 2, 3].map(() => deployMigrations(world)))

    expect(results.flat()).toHaveLength(world.migrations.length)
  })

  it('runs a migration whose function body holds semicolons', async () => {
    await using world = await prepare()
    await writeMigration(world.schemasFolder, FUNCTION_WITH_SEMICOLONS)
    await deployMigrations(world)

    expect(await query(world.url, 'SELECT users.answer() AS answer')).toEqual([{ answer: 42 }])
  })

  it('refuses to go on after a failed migration, and says which', async () => {
    await using world = await prepare()
    await writeMigration(world.schemasFolder, 'CREATE TABLE half (id int); SELECT 1 / 0;')

    await expect(deployMigrations(world)).rejects.toThrow('users: a migration failed')
    await expect(deployMigrations(world)).rejects.toThrow('20270101000000_by_hand failed earlier')
    expect(await query(world.url, `SELECT to_regclass('users.half') AS half`)).toEqual([{ half: null }])
  })
})

describe('status', () => {
  it('tells pending from applied', async () => {
    await using world = await prepare()

    const before = await readMigrationStatus(world)
    await deployMigrations(world)
    const after = await readMigrationStatus(world)

    expect(before).toEqual({
      isUpToDate: false,
      lines: [`users: 0 applied; pending: ${world.migrations.join(', ')}`],
    })
    expect(after).toEqual({ isUpToDate: true, lines: [`users: ${world.migrations.length} applied`] })
  })
})

describe('create', () => {
  it('writes what a changed schema needs, and nothing when there is no change', async () => {
    await using world = await prepare()
    const options = { ...world, subgraph: 'users', migrationName: 'Add website' }

    expect(await createMigration(options)).toBeNull()
    await world.changeSchema(...ADD_WEBSITE)
    const folder = await createMigration(options)

    expect(folder).toMatch(/\/users\/migrations\/\d{14}_add_website$/)
    const sql = await readFile(`${folder ?? ''}/migration.sql`, 'utf8')
    expect(sql).toContain('ALTER TABLE "user" ADD COLUMN     "website" TEXT;')
    expect(await createMigration(options)).toBeNull()
  })
})

describe('check', () => {
  it('reports a schema that differs from its migrations', async () => {
    await using world = await prepare()

    expect(await findSchemaDrift(world)).toEqual([])
    await world.changeSchema(...ADD_WEBSITE)

    expect(await findSchemaDrift(world)).toEqual([
      { subgraph: 'users', missingSql: expect.stringContaining('ADD COLUMN     "website" TEXT') },
    ])
  })
})

const FUNCTION_WITH_SEMICOLONS = `CREATE FUNCTION answer() RETURNS int LANGUAGE plpgsql AS $$
BEGIN PERFORM 1; RETURN 42; END; $$;`

async function writeMigration(schemasFolder: string, sql: string): Promise<void> {
  const migrations = join(schemasFolder, 'users', 'migrations')
  const folder = join(migrations, '20270101000000_by_hand')
  await cp(join(migrations, '20261120125930_initial'), folder, { recursive: true })
  await writeFile(join(folder, 'migration.sql'), sql)
}
