import { setTimeout as wait } from 'node:timers/promises'

/** Whether the work ended within the time. It goes on in any case; its error is the caller's to watch. */
export async function endsWithin(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  const timer = new AbortController()
  try {
    return await Promise.race([work.then(() => true), wait(timeoutMs, false, { signal: timer.signal })])
  } finally {
    timer.abort()
  }
}

/** The error as one line for a log or a row. */
export function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
