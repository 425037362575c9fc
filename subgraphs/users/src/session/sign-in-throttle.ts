import type { Clock } from '@lyceum/ports/clock'

export interface SignInThrottle {
  /**
   * 0 when an attempt may be made now, which counts as a failure until `forget`; otherwise the seconds to wait. Of many guesses
   * at once, no more go on than of many guesses one after the other.
   */
  admit(key: string): Promise<number>
  /** After a success. */
  forget(key: string): Promise<void>
}

export interface ThrottleLimits {
  /** Failures that cost nothing. @default 5 */
  readonly freeFailures?: number
  /** The longest wait. @default 900 */
  readonly maximumWaitSeconds?: number
}

export interface ThrottleOptions extends ThrottleLimits {
  readonly clock: Clock
}

interface Failures {
  readonly count: number
  readonly blockedUntil: number
}

const rememberedKeys = 50_000

/**
 * Slows guessing: after a few failures each further one doubles the wait. Keyed by account and address, so that nobody can lock
 * somebody else out. Counts for this process.
 */
export function createSignInThrottle(options: ThrottleOptions): SignInThrottle {
  const { clock, freeFailures = 5, maximumWaitSeconds = 900 } = options
  const failures = new Map<string, Failures>()

  function admit(key: string): number {
    const now = clock.now().getTime()
    const known = failures.get(key) ?? { count: 0, blockedUntil: 0 }
    if (known.blockedUntil > now) return Math.ceil((known.blockedUntil - now) / 1_000)
    const count = known.count + 1
    const waitSeconds = count < freeFailures ? 0 : Math.min(maximumWaitSeconds, 2 ** (count - freeFailures))
    failures.delete(key)
    failures.set(key, { count, blockedUntil: now + waitSeconds * 1_000 })
    const [oldest] = failures.keys()
    if (failures.size > rememberedKeys && oldest !== undefined) failures.delete(oldest)
    return 0
  }

  return {
    admit: (key) => Promise.resolve(admit(key)),
    forget(key) {
      failures.delete(key)
      return Promise.resolve()
    },
  }
}
