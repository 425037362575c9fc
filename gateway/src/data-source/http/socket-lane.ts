import { gatewaySecretHeader } from '@lyceum/kit'
import { createClient } from 'graphql-ws'
import type { Client } from 'graphql-ws'
import type { Logger } from 'pino'
import { WebSocket } from 'ws'

import type { Origins } from './origins.ts'

/** How long the gateway looks for a subgraph that its socket has lost. */
export interface ReconnectPatience {
  /** Attempts in a row before every stream on the socket ends. @default 12 */
  readonly attempts: number
  /** What the first attempt waits for; the wait doubles, up to `longestDelayMs`, and half of it is drawn. @default 100 */
  readonly firstDelayMs: number
  /** @default 4_000 */
  readonly longestDelayMs: number
}

/** About half a minute in all: longer than the restart of a subgraph takes. */
export const defaultReconnectPatience: ReconnectPatience = {
  attempts: 12,
  firstDelayMs: 100,
  longestDelayMs: 4_000,
}

export interface SocketLaneOptions {
  readonly origins: Origins
  /** The origin this socket goes to while it answers. */
  readonly home: string
  readonly secret: string
  readonly connectTimeoutMs: number
  readonly maxMessageBytes: number
  readonly reconnect: ReconnectPatience
  readonly logger: Logger
}

/** One socket to a subgraph, shared by every subscription on it. */
export interface SocketLane {
  readonly client: Client
  readonly isConnected: boolean
  close(): void
}

const pingIntervalMs = 10_000
const pongTimeoutMs = 5_000
/** How long a socket without a subscription stays open for the next. */
const idleMs = 10_000

/**
 * A socket that opens with its first subscription, comes back when it is lost, and then subscribes again; a subscription
 * whose payload has changed by then goes out as it is then.
 */
export function createSocketLane(options: SocketLaneOptions): SocketLane {
  const { origins, home, connectTimeoutMs, logger, reconnect } = options
  let origin = home
  let isConnected = false
  let socket: WebSocket | null = null
  let pongTimer: NodeJS.Timeout | undefined

  const client = createClient({
    url() {
      origin = origins.pickNear(home)
      return `${origin.replace(/^http/, 'ws')}/graphql`
    },
    webSocketImpl: createSocketClass(options),
    lazy: true,
    lazyCloseTimeout: idleMs,
    connectionAckWaitTimeout: connectTimeoutMs,
    keepAlive: pingIntervalMs,
    retryAttempts: reconnect.attempts,
    retryWait: (tried) =>
      wait(withJitter(Math.min(reconnect.firstDelayMs * 2 ** tried, reconnect.longestDelayMs))),
    shouldRetry: () => true,
    on: {
      opened: (opened) => (socket = opened as WebSocket),
      connected: () => (isConnected = true),
      ping(isReceived) {
        // Cut, not closed: a frozen peer answers no close frame, and nothing of it may arrive once there is another socket.
        if (!isReceived) pongTimer = setTimeout(() => socket?.terminate(), pongTimeoutMs)
      },
      pong: () => clearTimeout(pongTimer),
      error(event) {
        origins.avoid(origin)
        logger.warn(
          { origin, reason: (event as { readonly message?: string }).message },
          'socket to a subgraph failed',
        )
      },
      closed(event) {
        isConnected = false
        clearTimeout(pongTimer)
        if ((event as { readonly code: number }).code !== 1_000) origins.avoid(origin)
      },
    },
  })

  return {
    client,
    get isConnected() {
      return isConnected
    },
    close() {
      // It would wait for a socket that is being looked for.
      Promise.resolve(client.dispose()).catch(() => undefined)
      socket?.terminate()
    },
  }
}

/** graphql-ws hands a socket class nothing but address and protocol. */
function createSocketClass({ secret, connectTimeoutMs, maxMessageBytes }: SocketLaneOptions): unknown {
  return class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, {
        headers: { [gatewaySecretHeader]: secret },
        handshakeTimeout: connectTimeoutMs,
        maxPayload: maxMessageBytes,
        followRedirects: false,
        perMessageDeflate: false,
      })
    }
  }
}

function withJitter(delayMs: number): number {
  return delayMs / 2 + (Math.random() * delayMs) / 2
}

function wait(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}
