import { EventEmitter, setMaxListeners } from 'node:events'
import {
  createPostgresRelayBackend,
  PostgresConnection,
  type PostgresConnectionOptions,
  PostgresQueueBackend,
  Relay,
  runMigrations,
  withBackend,
  type IQueueBackend,
} from 'bullmq'
import type { Logger } from 'pino'
import type { QueueBackend } from './queue-backend.ts'

export interface PostgresBackendOptions {
  readonly connectionString: string
  readonly schema: string
}

const QUEUE_POOL_SIZE = 6
const RELAY_POOL_SIZE = 2
const RECONNECT_PAUSE_MS = 500

/**
 * BullMQ on PostgreSQL. By itself BullMQ opens a pool and a LISTEN connection for every queue and worker; here all of
 * them share one of each, and the relay for live messages has its own, because its backend takes no other's.
 */
export async function openPostgresBackend(
  { connectionString, schema }: PostgresBackendOptions,
  logger: Logger,
): Promise<QueueBackend> {
  const pool = { connectionString, schema, connectionTimeoutMillis: 10_000, keepAlive: true }
  const connection = new PostgresConnection({ ...pool, max: QUEUE_POOL_SIZE })
  let isClosing = false
  // Not the error itself: it drags its whole connection into the log. While closing, connections are meant to be lost.
  connection.on('error', ({ message }: Error) => {
    if (!isClosing) logger.warn({ reason: message }, 'A queue connection broke')
  })
  try {
    await migrate(connection)
    await prepareListener(connection)
  } catch (error) {
    await connection.close()
    throw error
  }

  const backends = new Set<PostgresQueueBackend>()
  const { Queue, Worker } = withBackend<IQueueBackend, PostgresConnectionOptions>((name, options) => {
    const backend = new PostgresQueueBackend(connection, name, options, false)
    backends.add(backend)
    return backend
  })

  // A backend on a connection that it does not own is not told that LISTEN has to be said again on a new one.
  async function listenAgain(): Promise<void> {
    try {
      await prepareListener(connection)
    } catch (error) {
      logger.warn({ err: error }, 'The queue listener is not connected again yet')
      setTimeout(() => void listenAgain(), RECONNECT_PAUSE_MS).unref()
      return
    }
    for (const backend of backends) {
      await backend.disconnectBlocking()
      await backend.reconnectBlocking()
    }
  }
  connection.on('listenerinvalidated', () => void listenAgain())

  return {
    createQueue: (name) => new Queue(name, { connection: connection.pool }),
    createWorker: (name, processor, options) =>
      new Worker(name, processor, { ...options, connection: connection.pool }),
    createRelay: () =>
      new Relay({ connection: { ...pool, max: RELAY_POOL_SIZE }, backend: createPostgresRelayBackend }),
    async ping() {
      await connection.pool.query('SELECT 1')
    },
    close() {
      isClosing = true
      return connection.close()
    },
  }
}

/** One transaction under an advisory lock: several processes may start at once. */
async function migrate({ pool, schema }: PostgresConnection): Promise<void> {
  const session = await pool.connect()
  try {
    await runMigrations(session, schema)
  } finally {
    session.release()
  }
}

/**
 * Makes the one connection fit for many workers: each adds a listener of its own, which Node.js would take for a leak
 * from the eleventh on, and each says LISTEN when it likes, while node-postgres wants one query after the other.
 */
async function prepareListener(connection: PostgresConnection): Promise<void> {
  const client = await connection.getListenClient()
  if (client instanceof EventEmitter) setMaxListeners(0, client)
  const query = client.query.bind(client)
  let last: Promise<unknown> = Promise.resolve()
  client.query = (text, parameters) => {
    const result = last.then(() => query(text, parameters))
    last = result.catch(() => undefined)
    return result as never
  }
}
