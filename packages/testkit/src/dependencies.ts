import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createBroker, createEventDatabase } from '@lyceum/events'
import { createManualClock } from '@lyceum/ports/clock'
import { createFilesystemStorage } from '@lyceum/ports/storage/filesystem'
import { createPool } from '@lyceum/prisma'
import { pino } from 'pino'

import { queueSchema } from './database.ts'
import { watchStatements } from './statement-counter.ts'
import { createTestTokens } from './tokens.ts'

export type TestDependencies = Awaited<ReturnType<typeof createTestDependencies>>['dependencies']

/** What a spec may replace. */
export type DependencyOverrides = Partial<
  Pick<TestDependencies, 'storage' | 'publicUrl' | 'logger'> & { readonly logLevel: string }
>

/** Everything a host hands to a subgraph, in the form that tests want: a manual clock, cheap hashes, throw-away folders. */
export async function createTestDependencies(databaseUrl: string, overrides: DependencyOverrides = {}) {
  const { logLevel = process.env['LOG_LEVEL'] ?? 'silent' } = overrides
  const logger = overrides.logger ?? pino({ level: logLevel })
  const clock = createManualClock(new Date())
  const pool = createPool(databaseUrl, { max: 10 })
  const statements = watchStatements(pool)
  const eventDatabase = createEventDatabase({ pool, logger })
  const broker = await createBroker(
    { kind: 'postgres', connectionString: databaseUrl, schema: queueSchema },
    { logger },
  )
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-storage-'))
  const tokens = await createTestTokens(clock)
  const publicUrl = overrides.publicUrl ?? 'http://127.0.0.1:0'
  const uploadSecret = 'upload secret of tests'
  const storage =
    overrides.storage ?? createFilesystemStorage({ folder, publicUrl, secret: uploadSecret, clock })
  return {
    dependencies: {
      pool,
      eventDatabase,
      broker,
      clock,
      logger,
      storage,
      verifyAccessToken: tokens.verifyAccessToken,
      signingKeys: tokens.signingKeys,
      passwordPepper: 'pepper of tests',
      passwordCost: 4,
      refreshSecret: 'refresh secret of tests',
      playbackGrantSecret: 'playback grant secret of tests, 32 bytes or more',
      uploadSecret,
      publicUrl,
    },
    statements,
    tokens,
    async [Symbol.asyncDispose]() {
      await broker.close()
      await eventDatabase.close()
      await pool.end()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
