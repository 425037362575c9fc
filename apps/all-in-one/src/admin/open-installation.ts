import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { findEmbeddedPostgres, startEmbeddedPostgres } from '@lyceum/prisma'
import type { Closers } from '@lyceum/service'
import { pino } from 'pino'

import type { AllInOneEnvironment } from '../environment.ts'
import { openDependencies } from '../open-dependencies.ts'

/** What the subgraphs of an installation need of their host, whether the platform runs or not. */
export async function openInstallation(environment: AllInOneEnvironment, closers: Closers) {
  const { dataFolder, host, port, stripe, logLevel } = environment
  const postgresFolder = join(dataFolder, 'postgres')
  if (!existsSync(postgresFolder)) throw new Error(`There is no platform in ${dataFolder}; start it first.`)
  const publicUrl = environment.publicUrl ?? `http://${host}:${port}`
  return await openDependencies(
    {
      dataFolder,
      databaseUrl: await findOrStartPostgres(postgresFolder, closers),
      publicUrl: () => publicUrl,
      logger: pino({ level: logLevel }, pino.destination(2)),
      stripe,
    },
    closers,
  )
}

async function findOrStartPostgres(dataFolder: string, closers: Closers): Promise<string> {
  const running = await findEmbeddedPostgres(dataFolder)
  if (running !== null) return running
  const postgres = await startEmbeddedPostgres({ dataFolder, persistent: true })
  closers.add(() => postgres.stop())
  return postgres.url
}
