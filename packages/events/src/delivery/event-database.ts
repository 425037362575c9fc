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

interface ListeningSession {
  readonly client: PoolClient
  readonly channels: Set<string>
}

/** An event database over a pool; it holds one connection of the pool from the first listener on. */
export function createEventDatabase({ pool, logger }: { pool: Pool; logger: Logger }): EventDatabase {
  const listeners = new Map<string, Set<() => void>>()
  let session: ListeningSession | undefined
  let listening: Promise<void> = Promise.resolve()
  let retry: NodeJS.Timeout | undefined
  let isClosed = false

  /** Connects when there is no session and says LISTEN for what is new; one call after the other. */
  function listen(): void {
    listening = listening.then(listenToAll).catch((error: unknown) => {
      if (session === undefined) listenLater(error)
      else lose(session.client, error)
    })
  }

  async function listenToAll(): Promise<void> {
    if (isClosed) return
    session ??= await connect()
    const { client, channels } = session
    for (const channel of listeners.keys()) {
      if (channels.has(channel)) continue
      await client.query(`LISTEN ${quoteIdentifier(channel)}`)
      channels.add(channel)
      announce(channel)
    }
  }

  async function connect(): Promise<ListeningSession> {
    const client = await pool.connect()
    client.on('notification', ({ channel }) => announce(channel))
    client.on('error', (error) => lose(client, error))
    client.on('end', () => lose(client, new Error('The connection that listens for events has ended')))
    return { client, channels: new Set() }
  }

  function lose(client: PoolClient, error: unknown): void {
    if (session?.client !== client) return
    session = undefined
    client.removeAllListeners('notification')
    client.release(true)
    listenLater(error)
  }

  function listenLater(error: unknown): void {
    if (isClosed) return
    logger.warn({ err: error }, 'Not listening for events; polling until the connection is back')
    clearTimeout(retry)
    retry = setTimeout(listen, RECONNECT_PAUSE_MS)
  }

  function announce(channel: string): void {
    for (const listener of listeners.get(channel) ?? []) listener()
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
      const known = listeners.get(channel) ?? new Set()
      listeners.set(channel, known.add(listener))
      listen()
      return () => {
        known.delete(listener)
      }
    },
    async close() {
      isClosed = true
      clearTimeout(retry)
      listeners.clear()
      await listening
      const client = session?.client
      session = undefined
      // Destroyed, not returned: it still listens.
      client?.release(true)
    },
  }
}
