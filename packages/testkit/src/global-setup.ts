import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createBroker } from '@lyceum/events'
import { deployMigrations } from '@lyceum/prisma'
import { pino } from 'pino'
import type { TestProject } from 'vitest/node'

import { queueSchema, runOnDatabase, templateOf, withDatabase } from './database.ts'
import { outsideSchemaSql } from './outside.ts'
import { startThrowawayPostgres } from './throwaway-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server that every test database lives on. */
    readonly postgresUrl: string
  }
}

/** One throw-away server for the whole run, with the migrated templates that test databases are cloned from. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-test-'))
  const postgres = await startThrowawayPostgres({ dataFolder: join(folder, 'postgres') })
  await makeTemplates(postgres.url)
  project.provide('postgresUrl', postgres.url)
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** What every template begins with: the queue's tables and those of who stands for other subgraphs. */
const baseTemplate = 'template_base'

async function makeTemplates(serverUrl: string): Promise<void> {
  const run = (sql: string): Promise<void> => runOnDatabase(serverUrl, sql)
  const make = (name: string, from: string): Promise<void> => run(`CREATE DATABASE ${name} TEMPLATE ${from}`)
  await make(baseTemplate, 'template1')
  await fillBase(withDatabase(serverUrl, baseTemplate))

  const all = templateOf(null)
  await make(all, baseTemplate)
  const applied = await deployMigrations({ url: withDatabase(serverUrl, all) })
  const subgraphs = [...new Set(applied.map(({ subgraph }) => subgraph))]
  for (const subgraph of subgraphs) await make(templateOf(subgraph), baseTemplate)
  await deployMigrations({ url: (subgraph) => withDatabase(serverUrl, templateOf(subgraph)) })

  // Otherwise autovacuum may be in one when a spec clones it, and PostgreSQL clones nothing that somebody is connected to.
  for (const subgraph of [null, ...subgraphs]) {
    await run(`ALTER DATABASE ${templateOf(subgraph)} ALLOW_CONNECTIONS false`)
  }
}

async function fillBase(url: string): Promise<void> {
  const broker = await createBroker(
    { kind: 'postgres', connectionString: url, schema: queueSchema },
    { logger: pino({ level: 'silent' }) },
  )
  await broker.close()
  await runOnDatabase(url, outsideSchemaSql)
}
