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
  const pool = createPool(url, { onIdleError: (error) => logger.warn({ err: error }, 'connection lost') })
  closers.add(() => pool.end())
  const eventDatabase = createEventDatabase({ pool, logger })
  closers.add(() => eventDatabase.close())
  const broker = await createBroker({ kind: 'postgres', connectionString: url, schema: 'bullmq' }, { logger })
  closers.add(() => broker.close())
  return { pool, eventDatabase, broker }
}
