import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'

import type { WebSocket } from 'ws'

/** How long the other end may take to answer a close frame. */
const closeTimeoutMs = 1_000

/** Closes sockets with 1012, Service Restart; one that does not answer is cut. */
export async function closeSockets(sockets: readonly WebSocket[]): Promise<void> {
  await Promise.all(
    sockets.map(async (socket) => {
      if (socket.readyState === socket.CLOSED) return
      const abort = new AbortController()
      const { signal } = abort
      const closed = once(socket, 'close', { signal }).catch(() => undefined)
      socket.close(1012, 'Service restart')
      await Promise.race([closed, setTimeout(closeTimeoutMs, undefined, { signal }).catch(() => undefined)])
      abort.abort()
      socket.terminate()
    }),
  )
}
