import type { WebSocket } from 'ws'

import type { Caller } from '../context.ts'

/** Who opened the socket, as far as the handshake tells. */
export interface Handshake extends Caller {
  /** The id of the request that became the socket. */
  readonly requestId: string
}

/** One client's socket. */
export interface Connection {
  readonly socket: WebSocket
  readonly handshake: Handshake
  /** Who speaks; known once `connection_init` was accepted. */
  caller: Caller | null
  /** Fires when the caller's token expires. */
  expiry: NodeJS.Timeout | undefined
  /** What runs on it, by id: graphql-ws' own account. `null` before `connection_init`. */
  subscriptions: Readonly<Record<string, unknown>> | null
  /** Operations that are being prepared or executed; running subscriptions are not among them. */
  readonly pending: Set<Promise<unknown>>
  /** Whether the client answered the last ping. */
  isAlive: boolean
}

/** Why the gateway closes a socket. Clients of graphql-ws come back after each of these, which they never do after 4500. */
export const closeReasons = {
  draining: { code: 1012, reason: 'Service restart' },
  tooManyIdle: { code: 1013, reason: 'Too many idle sockets' },
  unavailable: { code: 1013, reason: 'Try again later' },
  tokenExpired: { code: 4403, reason: 'The access token has expired' },
} as const

/**
 * The socket to close so that no more than `limit` are left on which nothing runs: the oldest of them, because whoever holds
 * many must not keep others out. `null` while there are not too many.
 * @param connections of one address, oldest first
 */
export function findSurplus(connections: ReadonlySet<Connection>, limit: number): Connection | null {
  if (connections.size <= limit) return null
  const idle = [...connections].filter(({ subscriptions }) => Object.keys(subscriptions ?? {}).length === 0)
  return idle.length > limit ? (idle[0] ?? null) : null
}

/** The longest delay that `setTimeout` can take. */
const longestTimerMs = 2 ** 31 - 1

/** Closes the socket when its caller's token expires: what was allowed then need not be allowed now. */
export function closeAtExpiry(connection: Connection): void {
  const expiresAt = connection.caller?.viewer?.expiresAt
  if (expiresAt === undefined) return
  const { code, reason } = closeReasons.tokenExpired
  const delayMs = Math.min(Math.max(expiresAt.getTime() - Date.now(), 0), longestTimerMs)
  connection.expiry = setTimeout(() => connection.socket.close(code, reason), delayMs)
}
