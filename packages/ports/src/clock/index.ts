/** Where the program takes the time from, so that a test can choose it. */
export interface Clock {
  now(): Date
}

/** The time of the machine. */
export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is told otherwise. */
export interface ManualClock extends Clock {
  set(time: Date): void
  /** Moves forward, or backward by a negative number. */
  advance(milliseconds: number): void
}

/**
 * A clock for tests.
 *
 * @param start - what `now` says first
 */
export function createManualClock(start: Date): ManualClock {
  let milliseconds = start.getTime()
  return {
    now: () => new Date(milliseconds),
    set(time) {
      milliseconds = time.getTime()
    },
    advance(by) {
      milliseconds += by
    },
  }
}
