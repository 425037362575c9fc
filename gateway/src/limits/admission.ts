import { RateLimitedError } from '@lyceum/kit'
import type { Viewer } from '@lyceum/kit'
import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { RateLimiterAbstract } from 'rate-limiter-flexible'

import type { GatewayLimits } from './gateway-limits.ts'

/** Counts requests, over HTTP and WebSocket together. Both refuse with a `RateLimitedError`. */
export interface Admission {
  admitAddress(address: string): Promise<void>
  admitViewer(viewer: Viewer): Promise<void>
}

const durationSeconds = 60

/**
 * Counts in Redis, so that several gateways allow as much as one; while Redis does not answer, each counts for itself.
 * @param redis left out, counts are of this process alone
 */
export function createAdmission(limits: GatewayLimits, redis?: Redis): Admission {
  const byAddress = createLimiter('gateway:address', limits.requestsPerMinutePerAddress, redis)
  const byViewer = createLimiter('gateway:viewer', limits.requestsPerMinutePerViewer, redis)
  return {
    admitAddress: (address) => consume(byAddress, address),
    async admitViewer(viewer) {
      if (viewer !== null) await consume(byViewer, viewer.id)
    },
  }
}

function createLimiter(keyPrefix: string, points: number, redis: Redis | undefined): RateLimiterAbstract {
  const rate = { keyPrefix, points, duration: durationSeconds }
  const insuranceLimiter = new RateLimiterMemory(rate)
  if (redis === undefined) return insuranceLimiter
  return new RateLimiterRedis({
    ...rate,
    storeClient: redis,
    insuranceLimiter,
    // Who is over the limit needs no round trip to hear it again.
    inMemoryBlockOnConsumed: points + 1,
    rejectIfRedisNotReady: true,
  })
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw new RateLimitedError(Math.ceil(refusal.msBeforeNext / 1_000))
  }
}
