import { RateLimitedError } from '@lyceum/kit'
import type { Viewer } from '@lyceum/kit'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import type { GatewayLimits } from './gateway-limits.ts'

/** Counts requests, over HTTP and WebSocket together. Both refuse with a `RateLimitedError`. */
export interface Admission {
  admitAddress(address: string): Promise<void>
  admitViewer(viewer: Viewer): Promise<void>
}

/** Counts in this process; several gateways each allow as much. */
export function createAdmission(limits: GatewayLimits): Admission {
  const duration = 60
  const byAddress = new RateLimiterMemory({ points: limits.requestsPerMinutePerAddress, duration })
  const byViewer = new RateLimiterMemory({ points: limits.requestsPerMinutePerViewer, duration })
  return {
    admitAddress: (address) => consume(byAddress, address),
    async admitViewer(viewer) {
      if (viewer !== null) await consume(byViewer, viewer.id)
    },
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw new RateLimitedError(Math.ceil(refusal.msBeforeNext / 1_000))
  }
}
