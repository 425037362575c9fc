import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createBroker } from '@lyceum/events'
import { deployMigrations } from '@lyceum/prisma'
import { Client } from 'pg'
import { pino } from 'pino'
import type { TestProject } from 'vitest/node'

import { queueSchema, templateDatabase, withDatabase } from './database.ts'
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
  const admin = new Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${templateDatabase}`)
  await admin.end()
  const url = withDatabase(serverUrl, templateDatabase)
  await deployMigrations({ url })
  const broker = await createBroker(
    { kind: 'postgres', connectionString: url, schema: queueSchema },
    { logger: pino({ level: 'silent' }) },
  )
  await broker.close()
  const template = new Client({ connectionString: url })
  await template.connect()
  await template.query(outsideSchemaSql)
  await template.end()
}
