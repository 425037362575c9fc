import { createBroker, createEventDatabase } from '@lyceum/events'
import type { Broker, EventDatabase } from '@lyceum/events'
import { createPool } from '@lyceum/prisma'
import type { Pool } from '@lyceum/prisma'
import type { Logger } from 'pino'

import type { Closers } from './closers.ts'

export interface DatabaseConnections {
  readonly pool: Pool
  readonly eventDatabase: EventDatabase
  readonly broker: Broker
}

/** Opens what this process shares of a database: one pool, one listener, one broker. */
export async function openDatabase(
  url: string,
  { logger, closers }: { readonly logger: Logger; readonly closers: Closers },
): Promise<DatabaseConnections> {
  let isClosing = false
  const pool = createPool(url, {
    // Not the error itself: it drags its whole connection into the log. While closing, connections are meant to be lost.
    onIdleError: ({ message }) => isClosing || logger.warn({ reason: message }, 'connection lost'),
  })
  closers.add(() => {
    isClosing = true
    return pool.end()
  })
  const eventDatabase = createEventDatabase({ pool, logger })
  closers.add(() => eventDatabase.close())
  const broker = await createBroker({ kind: 'postgres', connectionString: url, schema: 'bullmq' }, { logger })
  closers.add(() => broker.close())
  return { pool, eventDatabase, broker }
}
