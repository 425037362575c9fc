import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createBroker, createEventDatabase } from '@lyceum/events'
import type { Broker, EventDatabase } from '@lyceum/events'
import type { TokenVerifier } from '@lyceum/kit'
import { createManualClock } from '@lyceum/ports/clock'
import type { ManualClock } from '@lyceum/ports/clock'
import type { Storage } from '@lyceum/ports/storage'
import { createFilesystemStorage } from '@lyceum/ports/storage/filesystem'
import { createPool } from '@lyceum/prisma'
import type { JWK } from 'jose'
import type { Pool } from 'pg'
import { pino } from 'pino'
import type { Logger } from 'pino'

import { createCleanup } from './cleanup.ts'
import { queueSchema } from './database.ts'
import { watchStatements } from './statement-counter.ts'
import type { StatementCounter } from './statement-counter.ts'
import { createTestTokens } from './tokens.ts'
import type { TestTokens } from './tokens.ts'

/** Everything a host hands to a subgraph, in the form that tests want: a manual clock, cheap hashes, throw-away folders. */
export interface TestDependencies {
  readonly pool: Pool
  readonly eventDatabase: EventDatabase
  readonly broker: Broker
  readonly clock: ManualClock
  readonly logger: Logger
  readonly storage: Storage
  readonly verifyAccessToken: TokenVerifier
  readonly signingKeys: readonly JWK[]
  readonly passwordPepper: string
  readonly passwordCost: number
  readonly refreshSecret: string
  readonly playbackGrantSecret: string
  readonly uploadSecret: string
  /** The address that links are made of; asked late, because a port is known only after listening. */
  readonly publicUrl: () => string
}

/** What a spec may replace. */
export type DependencyOverrides = Partial<Pick<TestDependencies, 'storage' | 'publicUrl' | 'logger'>>

/** Dependencies and the handles that a spec watches them by. */
export interface TestResources extends AsyncDisposable {
  readonly dependencies: TestDependencies
  readonly statements: StatementCounter
  readonly tokens: TestTokens
}

/** Opens what a subgraph needs on a test database. */
export async function createTestDependencies(
  databaseUrl: string,
  overrides: DependencyOverrides = {},
): Promise<TestResources> {
  const cleanup = createCleanup()
  const logger = overrides.logger ?? pino({ level: 'silent' })
  const clock = createManualClock(new Date())
  const pool = createPool(databaseUrl, { max: 10 })
  cleanup.defer(() => pool.end())
  const statements = watchStatements(pool)
  const eventDatabase = createEventDatabase({ pool, logger })
  cleanup.defer(() => eventDatabase.close())
  const broker = await createBroker(
    { kind: 'postgres', connectionString: databaseUrl, schema: queueSchema },
    { logger },
  )
  cleanup.defer(() => broker.close())
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-storage-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true }))
  const tokens = await createTestTokens(clock)
  const publicUrl = overrides.publicUrl ?? (() => 'http://127.0.0.1:0')
  const uploadSecret = 'upload secret of tests, 32 characters or more'
  const storage =
    overrides.storage ??
    (await createFilesystemStorage({
      root: folder,
      secret: uploadSecret,
      uploadsUrl: () => `${publicUrl()}/media/uploads`,
      clock,
    }))
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
    [Symbol.asyncDispose]: () => cleanup[Symbol.asyncDispose](),
  }
}
