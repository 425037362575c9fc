import { randomUUID } from 'node:crypto'

import { systemClock } from '@lyceum/ports/clock'
import { hasRedisServer, startTestRedis } from '@lyceum/testkit/redis-server'
import type { TestRedis } from '@lyceum/testkit/redis-server'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createSharedSignInThrottle } from '../src/session/shared-sign-in-throttle.ts'
import { createSignInThrottle } from '../src/session/sign-in-throttle.ts'
import type { SignInThrottle } from '../src/session/sign-in-throttle.ts'

const logger = pino({ level: 'silent' })

describe.skipIf(!hasRedisServer())('the throttle that processes share', () => {
  let server: TestRedis
  const connections: Redis[] = []

  function openProcess(): SignInThrottle {
    const redis = new Redis(server.url, { maxRetriesPerRequest: 0, enableOfflineQueue: true })
    redis.on('error', () => undefined)
    connections.push(redis)
    return createSharedSignInThrottle({
      redis,
      logger,
      fallback: createSignInThrottle({ clock: systemClock }),
      freeFailures: 3,
      maximumWaitSeconds: 60,
    })
  }

  beforeAll(async () => {
    server = await startTestRedis()
  })
  afterAll(async () => {
    for (const redis of connections) redis.disconnect()
    await server.stop()
  })

  it('lets as many of many guesses at once go on, over two processes, as of guesses one after the other', async () => {
    const [one, other] = [openProcess(), openProcess()]
    const key = randomUUID()
    const guesses = Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? one : other).admit(key))
    const admitted = (await Promise.all(guesses)).filter((waitSeconds) => waitSeconds === 0)
    expect(admitted).toHaveLength(3)
  })

  it('tells another process how long to wait', async () => {
    const [one, other] = [openProcess(), openProcess()]
    const key = randomUUID()
    for (let attempt = 0; attempt < 3; attempt += 1) await one.admit(key)
    expect(await other.admit(key)).toBe(1)
  })

  it('forgets failures everywhere after a success', async () => {
    const [one, other] = [openProcess(), openProcess()]
    const key = randomUUID()
    for (let attempt = 0; attempt < 3; attempt += 1) await one.admit(key)
    await other.forget(key)
    expect(await one.admit(key)).toBe(0)
  })

  it('keeps accounts apart', async () => {
    const one = openProcess()
    const key = randomUUID()
    for (let attempt = 0; attempt < 3; attempt += 1) await one.admit(key)
    expect(await one.admit(randomUUID())).toBe(0)
  })

  it('keeps no e-mail address in Redis', async () => {
    await openProcess().admit('ada@example.org|192.0.2.1')
    const keys = await connections[0]?.keys('*')
    expect(keys?.some((key) => key.includes('ada'))).toBe(false)
  })
})

describe('the throttle without its Redis', () => {
  it('counts in the process alone', async () => {
    const redis = new Redis('redis://127.0.0.1:1', { lazyConnect: true, enableOfflineQueue: false })
    redis.on('error', () => undefined)
    const fallback = createSignInThrottle({ clock: systemClock, freeFailures: 1, maximumWaitSeconds: 60 })
    const throttle = createSharedSignInThrottle({ redis, fallback, logger })
    expect(await throttle.admit('ada')).toBe(0)
    expect(await throttle.admit('ada')).toBe(1)
    redis.disconnect()
  })
})
