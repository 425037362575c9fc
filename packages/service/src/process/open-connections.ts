import { createBroker, createEventDatabase } from '@lyceum/events'
import type { Broker, BrokerOptions, EventDatabase } from '@lyceum/events'
import { createPool } from '@lyceum/prisma'
import type { Pool } from '@lyceum/prisma'
import type { Logger } from 'pino'

import type { Closers } from './closers.ts'

export interface ConnectionsOptions {
  readonly database: {
    readonly url: string
    /** @default 20 */
    readonly poolSize?: number
  }
  /** Where queues and live messages live. @default the same PostgreSQL */
  readonly queue?: BrokerOptions
}

/** What a process shares of database and queue. */
export interface Connections {
  readonly pool: Pool
  readonly eventDatabase: EventDatabase
  readonly broker: Broker
}

/** What every opening needs of its process. */
export interface ProcessResources {
  readonly logger: Logger
  readonly closers: Closers
}

/** Opens what a process shares of a database and a queue: one pool, one listener, one broker. */
export async function openConnections(
  { database, queue }: ConnectionsOptions,
  { logger, closers }: ProcessResources,
): Promise<Connections> {
  let isClosing = false
  const pool = createPool(database.url, {
    ...(database.poolSize !== undefined && { max: database.poolSize }),
    // Not the error itself: it drags its whole connection into the log. While closing, connections are meant to be lost.
    onIdleError: ({ message }) => isClosing || logger.warn({ reason: message }, 'connection lost'),
  })
  closers.add(() => {
    isClosing = true
    return pool.end()
  })
  const eventDatabase = createEventDatabase({ pool, logger })
  closers.add(() => eventDatabase.close())
  const beside = { kind: 'postgres', connectionString: database.url, schema: 'bullmq' } as const
  return { pool, eventDatabase, broker: await openBroker(queue ?? beside, { logger, closers }) }
}

/** Opens queues and live messages alone, for a process without a database. */
export async function openBroker(
  options: BrokerOptions,
  { logger, closers }: ProcessResources,
): Promise<Broker> {
  const broker = await createBroker(options, { logger })
  closers.add(() => broker.close())
  return broker
}
