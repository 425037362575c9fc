import { createRedisBackend, Relay, withBackend, type ConnectionOptions, type IQueueBackend } from 'bullmq'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { QueueBackend } from './queue-backend.ts'

/**
 * BullMQ on Redis, which must keep what it is given: append-only file on, `maxmemory-policy noeviction`.
 * Queues share one connection; every worker has a second, blocking one, and so has the relay.
 */
export async function openRedisBackend({ url }: { url: string }, logger: Logger): Promise<QueueBackend> {
  const connection = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true })
  connection.on('error', (error: Error) => logger.warn({ err: error }, 'The queue connection broke'))
  try {
    await connection.connect()
  } catch (error) {
    connection.disconnect()
    throw error
  }
  const { Queue, Worker } = withBackend<IQueueBackend, ConnectionOptions>(createRedisBackend)

  return {
    createQueue: (name) => new Queue(name, { connection }),
    createWorker: (name, processor, options) => new Worker(name, processor, { ...options, connection }),
    createRelay: () => new Relay({ connection: { url, maxRetriesPerRequest: null } }),
    async ping() {
      await connection.ping()
    },
    async close() {
      await connection.quit()
    },
  }
}
