import { setTimeout as pause } from 'node:timers/promises'

export interface ProjectionWait {
  /** @default 2_000 */
  readonly withinMilliseconds?: number
  /** @default 20 */
  readonly everyMilliseconds?: number
}

/**
 * Waits, within a bound, for what another subgraph said a moment ago. A projection lags by milliseconds; a client that changes
 * something there and builds on it here should not have to know. Only for what is missing: the usual case costs one look.
 *
 * @returns whether it has arrived
 */
export async function waitForProjection(
  hasArrived: () => Promise<boolean>,
  { withinMilliseconds = 2_000, everyMilliseconds = 20 }: ProjectionWait = {},
): Promise<boolean> {
  const deadline = performance.now() + withinMilliseconds
  while (!(await hasArrived())) {
    if (performance.now() > deadline) return false
    await pause(everyMilliseconds)
  }
  return true
}
