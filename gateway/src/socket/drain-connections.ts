import { once } from 'node:events'
import { setImmediate, setTimeout } from 'node:timers/promises'

import { closeReasons } from './connection.ts'
import type { Connection } from './connection.ts'

/** How long a client may take to answer a close frame. */
const closeTimeoutMs = 1_000

/**
 * Lets operations in flight answer within `timeoutMs`, then closes every socket with 1012; a client that does not answer the
 * close is cut.
 */
export async function drainConnections(
  connections: ReadonlySet<Connection>,
  timeoutMs: number,
): Promise<void> {
  const { code, reason } = closeReasons.draining
  const draining = [...connections].map(async ({ pending, socket }) => {
    await within(timeoutMs, Promise.allSettled(pending))
    // The answer is written a few ticks after the operation is done.
    await setImmediate()
    if (socket.readyState === socket.CLOSED) return
    const closed = once(socket, 'close')
    socket.close(code, reason)
    await within(closeTimeoutMs, closed)
    socket.terminate()
  })
  await Promise.all(draining)
}

async function within(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  const controller = new AbortController()
  const deadline = setTimeout(timeoutMs, undefined, { signal: controller.signal }).catch(() => undefined)
  await Promise.race([work, deadline])
  controller.abort()
}
