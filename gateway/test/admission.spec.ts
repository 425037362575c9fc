import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

import { RateLimitedError } from '@lyceum/kit'
import { eventually } from '@lyceum/testkit/eventually'
import { findFreePort } from '@lyceum/testkit/program'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'

import { defaultGatewayLimits } from '@lyceum/gateway'
import { createAdmission } from '../src/limits/admission.ts'

const hasRedis = spawnSync('redis-server', ['--version']).status === 0
const limits = { ...defaultGatewayLimits, requestsPerMinutePerAddress: 4 }

async function startRedis() {
  const port = await findFreePort()
  const server = spawn('redis-server', ['--port', String(port), '--save', ''], { stdio: 'ignore' })
  const clients: Redis[] = []
  return {
    async connect(): Promise<Redis> {
      const redis = new Redis(port, { enableOfflineQueue: false, maxRetriesPerRequest: 0 })
      redis.on('error', () => undefined)
      clients.push(redis)
      await eventually(() => redis.ping())
      return redis
    },
    async stop() {
      const exited = once(server, 'exit')
      server.kill()
      await exited
    },
    [Symbol.dispose]() {
      for (const client of clients) client.disconnect()
      server.kill()
    },
  }
}

describe.skipIf(!hasRedis)('several gateways with one Redis (redis-server)', () => {
  it('count an address together', async () => {
    using redis = await startRedis()
    const one = createAdmission(limits, await redis.connect())
    const two = createAdmission(limits, await redis.connect())
    for (const gateway of [one, two, one, two]) await gateway.admitAddress('192.0.2.1')
    await expect(one.admitAddress('192.0.2.1')).rejects.toThrow(RateLimitedError)
    await expect(two.admitAddress('192.0.2.1')).rejects.toThrow(RateLimitedError)
    await two.admitAddress('192.0.2.2')
  })

  it('count each for itself while Redis is away', async () => {
    using redis = await startRedis()
    const one = createAdmission(limits, await redis.connect())
    const two = createAdmission(limits, await redis.connect())
    await redis.stop()
    for (const gateway of [one, two]) {
      for (let count = 0; count < 4; count += 1) await gateway.admitAddress('192.0.2.1')
      await expect(gateway.admitAddress('192.0.2.1')).rejects.toThrow(RateLimitedError)
    }
  })
})
