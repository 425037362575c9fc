import type { MediaLimits } from './media-limits.ts'
import { MediaFailure } from './media-failure.ts'

/** The end of a run: the caller's signal, or the wall clock. */
export interface RunDeadline {
  readonly signal: AbortSignal
  /** Throws the caller's own reason when it aborted, `TIMED_OUT` when the time is up; otherwise returns. */
  throwIfPassed(): void
}

/** Starts the wall clock of one run. */
export function startDeadline(limits: MediaLimits, callerSignal: AbortSignal | undefined): RunDeadline {
  const clock = AbortSignal.timeout(limits.wallClockSeconds * 1000)
  return {
    signal: callerSignal ? AbortSignal.any([callerSignal, clock]) : clock,
    throwIfPassed() {
      callerSignal?.throwIfAborted()
      if (clock.aborted) {
        throw new MediaFailure(
          'TIMED_OUT',
          `Working on the file took longer than the allowed ${limits.wallClockSeconds} seconds. Try again when the server is less busy, or upload a shorter file.`,
        )
      }
    },
  }
}
