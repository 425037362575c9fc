import type { Logger } from 'pino'
import type { Pool, PoolClient } from 'pg'
import { quoteIdentifier } from '../sql.ts'

/** A database as the delivery of events sees it. Make one per pool: everyone on it shares one LISTEN connection. */
export interface EventDatabase {
  readonly pool: Pool
  transaction<T>(work: (session: PoolClient) => Promise<T>): Promise<T>
  /**
   * Calls back on each notification of the channel, and whenever notifications may have been missed.
   * Returns how to stop that.
   */
  onNotification(channel: string, listener: () => void): () => void
  /** Gives the LISTEN connection back. The pool stays open: it is its maker's. */
  close(): Promise<void>
}

const RECONNECT_PAUSE_MS = 500

/** An event database over a pool; it holds one connection of the pool from the first listener on. */
export function createEventDatabase({ pool, logger }: { pool: Pool; logger: Logger }): EventDatabase {
  const listeners = new Map<string, Set<() => void>>()
  let session: PoolClient | undefined
  let connecting: Promise<void> | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false

  async function connect(): Promise<void> {
    const client = await pool.connect()
    client.on('notification', ({ channel }) => announce(channel))
    client.on('error', (error) => lose(client, error))
    client.on('end', () => lose(client, new Error('The connection that listens for events has ended')))
    session = client
    for (const channel of listeners.keys()) await client.query(listenTo(channel))
    for (const channel of listeners.keys()) announce(channel)
  }

  function ensureConnected(): void {
    if (isClosed || session !== undefined || connecting !== undefined) return
    connecting = connect()
      .catch((error: unknown) => {
        if (session !== undefined) lose(session, error)
        else reconnectLater(error)
      })
      .finally(() => {
        connecting = undefined
      })
  }

  function lose(client: PoolClient, error: unknown): void {
    if (session !== client) return
    session = undefined
    client.removeAllListeners('notification')
    client.release(true)
    reconnectLater(error)
  }

  function reconnectLater(error: unknown): void {
    if (isClosed) return
    logger.warn({ err: error }, 'Not listening for events; polling until the connection is back')
    clearTimeout(retry)
    retry = setTimeout(ensureConnected, RECONNECT_PAUSE_MS)
  }

  function announce(channel: string): void {
    for (const listener of listeners.get(channel) ?? []) listener()
  }

  function listen(channel: string): void {
    const client = session
    if (client === undefined) ensureConnected()
    else client.query(listenTo(channel)).catch((error: unknown) => lose(client, error))
  }

  return {
    pool,
    async transaction(work) {
      const client = await pool.connect()
      let failure: unknown
      try {
        await client.query('BEGIN')
        const result = await work(client)
        await client.query('COMMIT')
        return result
      } catch (error) {
        failure = error
        throw error
      } finally {
        // A session that failed may hold an open transaction or be dead: ROLLBACK decides which.
        if (failure === undefined) client.release()
        else
          await client.query('ROLLBACK').then(
            () => client.release(),
            () => client.release(true),
          )
      }
    },
    onNotification(channel, listener) {
      const known = listeners.get(channel)
      if (known === undefined) {
        listeners.set(channel, new Set([listener]))
        listen(channel)
      } else {
        known.add(listener)
      }
      return () => {
        listeners.get(channel)?.delete(listener)
      }
    },
    async close() {
      isClosed = true
      clearTimeout(retry)
      listeners.clear()
      await connecting
      const client = session
      session = undefined
      // Destroyed, not returned: it still listens.
      client?.release(true)
    },
  }
}

function listenTo(channel: string): string {
  return `LISTEN ${quoteIdentifier(channel)}`
}
