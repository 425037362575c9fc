import { setTimeout as wait } from 'node:timers/promises'

export interface UntilFoundOptions {
  /** How long to look. @default 3_000 */
  readonly timeoutMs?: number
}

/**
 * Looks until something is there, or gives up. What this subgraph knows of others comes by events, a few milliseconds after
 * the client was told of it: the client's next request must not fail for that.
 */
export async function untilFound<T>(
  find: () => Promise<T | null>,
  { timeoutMs = 3_000 }: UntilFoundOptions = {},
): Promise<T | null> {
  const deadline = performance.now() + timeoutMs
  for (let pauseMs = 10; ; pauseMs = Math.min(pauseMs * 2, 250)) {
    const found = await find()
    if (found !== null || performance.now() + pauseMs > deadline) return found
    await wait(pauseMs)
  }
}
