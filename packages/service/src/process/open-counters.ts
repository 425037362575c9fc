import { Redis } from 'ioredis'

import type { ProcessResources } from './open-connections.ts'

/**
 * Opens a connection for what several processes count together. A command that cannot be answered at once fails: whoever counts
 * goes on by itself, and nobody waits for a counter.
 */
export function openCounters(url: string, { logger, closers }: ProcessResources): Redis {
  const redis = new Redis(url, {
    commandTimeout: 250,
    connectTimeout: 2_000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
  })
  redis.on('error', (error: Error) => logger.warn({ err: error }, 'what is counted together is not'))
  closers.add(() => redis.disconnect())
  return redis
}
