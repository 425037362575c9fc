export type CircuitState = 'closed' | 'open' | 'half-open'

export interface CircuitBreakerOptions {
  /** Milliseconds, from any moment on. */
  readonly now: () => number
  /** Failures in a row after which nothing is let through. @default 5 */
  readonly failures?: number
  /** How long nothing is let through before one attempt may try; also the longest that a healthy service stays shut out. @default 2_000 */
  readonly openMs?: number
}

/**
 * Stops asking a service that does not answer, so that neither it nor those who wait drown. Closed: everything passes. Open:
 * nothing does. Half-open: one attempt passes, and what becomes of it decides. Whoever passed says how it went.
 */
export interface CircuitBreaker {
  readonly state: CircuitState
  /** Whether an attempt may go out now. */
  tryPass(): boolean
  succeed(): void
  fail(): void
}

/** A breaker that is closed. */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { now, failures = 5, openMs = 2_000 } = options
  let state: CircuitState = 'closed'
  let failed = 0
  let openedAt = 0

  return {
    get state() {
      return state
    },
    tryPass() {
      if (state === 'closed') return true
      if (state === 'half-open' || now() - openedAt < openMs) return false
      state = 'half-open'
      return true
    },
    succeed() {
      state = 'closed'
      failed = 0
    },
    fail() {
      // What went out before the circuit opened says nothing new.
      if (state === 'open') return
      failed += 1
      if (state === 'closed' && failed < failures) return
      state = 'open'
      openedAt = now()
    },
  }
}
