import type { Clock } from '@lyceum/ports/clock'

export interface SignInThrottle {
  /** 0 when an attempt may be made now. */
  secondsToWait(key: string): number
  recordFailure(key: string): void
  forget(key: string): void
}

export interface ThrottleOptions {
  readonly clock: Clock
  /** Failures that cost nothing. @default 5 */
  readonly freeFailures?: number
  /** The longest wait. @default 900 */
  readonly maximumWaitSeconds?: number
}

interface Failures {
  readonly count: number
  readonly blockedUntil: number
}

const rememberedKeys = 50_000

/**
 * Slows guessing: after a few failures each further one doubles the wait. Keyed by account and address, so that nobody can lock
 * somebody else out. Each process counts for itself.
 */
export function createSignInThrottle(options: ThrottleOptions): SignInThrottle {
  const { clock, freeFailures = 5, maximumWaitSeconds = 900 } = options
  const failures = new Map<string, Failures>()
  return {
    secondsToWait(key) {
      const blockedUntil = failures.get(key)?.blockedUntil ?? 0
      return Math.max(0, Math.ceil((blockedUntil - clock.now().getTime()) / 1_000))
    },
    recordFailure(key) {
      const count = (failures.get(key)?.count ?? 0) + 1
      const waitSeconds = count < freeFailures ? 0 : Math.min(maximumWaitSeconds, 2 ** (count - freeFailures))
      failures.delete(key)
      failures.set(key, { count, blockedUntil: clock.now().getTime() + waitSeconds * 1_000 })
      const [oldest] = failures.keys()
      if (failures.size > rememberedKeys && oldest !== undefined) failures.delete(oldest)
    },
    forget: (key) => void failures.delete(key),
  }
}
