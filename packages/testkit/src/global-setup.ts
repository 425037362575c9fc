import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createBroker } from '@lyceum/events'
import { deployMigrations } from '@lyceum/prisma'
import { pino } from 'pino'
import type { TestProject } from 'vitest/node'

import { queueSchema, runOnDatabase, templateDatabase, withDatabase } from './database.ts'
import { outsideSchemaSql } from './outside.ts'
import { startThrowawayPostgres } from './throwaway-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server that every test database lives on. */
    readonly postgresUrl: string
  }
}

/** One throw-away server for the whole run, with a migrated template that each test database is cloned from. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-test-'))
  const postgres = await startThrowawayPostgres({ dataFolder: join(folder, 'postgres') })
  await migrateTemplate(postgres.url)
  project.provide('postgresUrl', postgres.url)
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function migrateTemplate(serverUrl: string): Promise<void> {
  await runOnDatabase(serverUrl, `CREATE DATABASE ${templateDatabase}`)
  const url = withDatabase(serverUrl, templateDatabase)
  await deployMigrations({ url })
  const broker = await createBroker(
    { kind: 'postgres', connectionString: url, schema: queueSchema },
    { logger: pino({ level: 'silent' }) },
  )
  await broker.close()
  await runOnDatabase(url, outsideSchemaSql)
  // Otherwise autovacuum may be in it when a spec clones it, and PostgreSQL clones nothing that somebody is connected to.
  await runOnDatabase(serverUrl, `ALTER DATABASE ${templateDatabase} ALLOW_CONNECTIONS false`)
}
