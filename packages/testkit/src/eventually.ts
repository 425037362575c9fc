import { setTimeout as pause } from 'node:timers/promises'

export interface EventuallyOptions {
  /** @default 30_000 */
  readonly withinMilliseconds?: number
  /** @default 20 */
  readonly everyMilliseconds?: number
}

/** Repeats a check until it no longer throws, and throws its last error when time is up. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  options: EventuallyOptions = {},
): Promise<T> {
  const { withinMilliseconds = 30_000, everyMilliseconds = 20 } = options
  const deadline = performance.now() + withinMilliseconds
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (performance.now() > deadline) throw error
      await pause(everyMilliseconds)
    }
  }
}
