import { RateLimitedError } from '@lyceum/kit'
import { eventually } from '@lyceum/testkit/eventually'
import { hasRedisServer, startTestRedis } from '@lyceum/testkit/redis-server'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'

import { defaultGatewayLimits } from '@lyceum/gateway'
import { createAdmission } from '../src/limits/admission.ts'

const limits = { ...defaultGatewayLimits, requestsPerMinutePerAddress: 4 }

async function startRedis() {
  const server = await startTestRedis()
  const clients: Redis[] = []
  let hasStopped = false
  async function stop(): Promise<void> {
    hasStopped = true
    await server.stop()
  }
  return {
    async connect(): Promise<Redis> {
      const redis = new Redis(server.url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 })
      redis.on('error', () => undefined)
      clients.push(redis)
      await eventually(() => redis.ping())
      return redis
    },
    stop,
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.disconnect()
      if (!hasStopped) await stop()
    },
  }
}

describe.skipIf(!hasRedisServer())('several gateways with one Redis (redis-server)', () => {
  it('count an address together', async () => {
    await using redis = await startRedis()
    const one = createAdmission(limits, await redis.connect())
    const two = createAdmission(limits, await redis.connect())
    for (const gateway of [one, two, one, two]) await gateway.admitAddress('192.0.2.1')
    await expect(one.admitAddress('192.0.2.1')).rejects.toThrow(RateLimitedError)
    await expect(two.admitAddress('192.0.2.1')).rejects.toThrow(RateLimitedError)
    await two.admitAddress('192.0.2.2')
  })

  it('count each for itself while Redis is away', async () => {
    await using redis = await startRedis()
    const one = createAdmission(limits, await redis.connect())
    const two = createAdmission(limits, await redis.connect())
    await redis.stop()
    for (const gateway of [one, two]) {
      for (let count = 0; count < 4; count += 1) await gateway.admitAddress('192.0.2.1')
      await expect(gateway.admitAddress('192.0.2.1')).rejects.toThrow(RateLimitedError)
    }
  })
})
