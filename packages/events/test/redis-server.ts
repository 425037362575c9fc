import { hasRedisServer, startTestRedis } from '@lyceum/testkit/redis-server'
import type { TestRedis } from '@lyceum/testkit/redis-server'
import { Redis } from 'ioredis'
import type { BrokerKind } from './harness.ts'

/** The brokers that this machine can run: Redis where its server is on the PATH. */
export const brokerKinds: readonly BrokerKind[] = hasRedisServer() ? ['postgres', 'redis'] : ['postgres']

/** Starts a Redis that keeps nothing and can be emptied. */
export async function startRedis(): Promise<TestRedis & { flush(): Promise<void> }> {
  const redis = await startTestRedis()
  return {
    ...redis,
    async flush() {
      const client = new Redis(redis.url)
      await client.flushall()
      await client.quit()
    },
  }
}
