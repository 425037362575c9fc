import type { Connection } from './connection.ts'

const pingIntervalMs = 12_000

/** Pings every socket and cuts those that did not answer the ping before. Returns what ends it. */
export function keepAlive(connections: ReadonlySet<Connection>): () => void {
  const timer = setInterval(() => {
    for (const connection of connections) {
      if (!connection.isAlive) connection.socket.terminate()
      else {
        connection.isAlive = false
        connection.socket.ping()
      }
    }
  }, pingIntervalMs)
  timer.unref()
  return () => clearInterval(timer)
}
