import type { TokenVerifier } from '@lyceum/kit'
import { AccessError } from '@lyceum/kit'
import { GraphQLError, parse } from 'graphql'
import type { ExecutionArgs } from 'graphql'
import { CloseCode, makeServer } from 'graphql-ws'
import type { ConnectionInitMessage, OperationResult, ServerOptions } from 'graphql-ws'
import type { WebSocket } from 'ws'

import { identifyViewer } from '../identify-viewer.ts'
import { observeSockets } from '../telemetry/observe-sockets.ts'
import { closeAtExpiry, closeReasons, findSurplus } from './connection.ts'
import type { Connection, Handshake } from './connection.ts'
import { drainConnections } from './drain-connections.ts'
import { keepAlive } from './keep-alive.ts'
import { runOperation } from './run-operation.ts'
import type { SocketOperationOptions } from './run-operation.ts'

export interface SocketServerOptions extends SocketOperationOptions {
  readonly verifyAccessToken: TokenVerifier
}

/** Speaks graphql-transport-ws with every open socket. */
export interface SocketServer {
  open(socket: WebSocket, handshake: Handshake): void
  /** Lets operations finish within the bound, then closes every socket with 1012. */
  drain(timeoutMs: number): Promise<void>
}

interface Extra extends Record<PropertyKey, unknown> {
  readonly connection: Connection
}

type ConnectionParams = ConnectionInitMessage['payload']

export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { limits, logger } = options
  const connections = new Set<Connection>()
  const byAddress = new Map<string, Set<Connection>>()
  const server = makeServer<ConnectionParams, Extra>(createProtocol(options))
  const stopPinging = keepAlive(connections)
  const stopCounting = observeSockets(connections)
  let isDraining = false

  function open(socket: WebSocket, handshake: Handshake): void {
    const connection: Connection = {
      socket,
      handshake,
      caller: null,
      expiry: undefined,
      subscriptions: null,
      pending: new Set(),
      isAlive: true,
    }
    socket.on('pong', () => (connection.isAlive = true))
    if (isDraining) socket.close(closeReasons.draining.code, closeReasons.draining.reason)
    connections.add(connection)
    count(connection)
    const closed = server.opened(
      {
        protocol: socket.protocol,
        close: (code, reason) => socket.close(code, reason),
        send: (text) => send(connection, text),
        onMessage: (receive) =>
          socket.on('message', (message: Buffer) => {
            receive(message.toString()).catch((error: unknown) => {
              // Operations never throw, so this is a message that a server does not expect, or a socket that is gone.
              logger.debug({ err: error, requestId: handshake.requestId }, 'message refused')
              socket.close(CloseCode.BadRequest, 'Invalid message received')
            })
          }),
      },
      { connection },
    )
    socket.once('close', (code, reason) => {
      connections.delete(connection)
      forget(connection)
      clearTimeout(connection.expiry)
      void closed(code, reason.toString())
    })
  }

  /** Counts a socket with others of its address, and closes one when too many of them do nothing. */
  function count(connection: Connection): void {
    const { address } = connection.handshake
    const neighbours = byAddress.get(address) ?? new Set()
    byAddress.set(address, neighbours.add(connection))
    const surplus = findSurplus(neighbours, limits.maxIdleSocketsPerAddress)
    if (surplus === null) return
    logger.info({ requestId: surplus.handshake.requestId }, 'idle socket closed: its address has too many')
    // Its client may take its time to answer.
    forget(surplus)
    surplus.socket.close(closeReasons.tooManyIdle.code, closeReasons.tooManyIdle.reason)
  }

  function forget(connection: Connection): void {
    const neighbours = byAddress.get(connection.handshake.address)
    neighbours?.delete(connection)
    if (neighbours?.size === 0) byAddress.delete(connection.handshake.address)
  }

  function send({ socket, handshake }: Connection, text: string): Promise<void> {
    if (socket.readyState !== socket.OPEN) return Promise.resolve()
    if (socket.bufferedAmount > limits.maxBufferedBytes) {
      logger.warn({ requestId: handshake.requestId }, 'socket cut: its client reads too slowly')
      socket.terminate()
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      socket.send(text, (error) => (error == null ? resolve() : reject(error)))
    })
  }

  return {
    open,
    async drain(timeoutMs) {
      isDraining = true
      stopPinging()
      stopCounting()
      await drainConnections(connections, timeoutMs)
    },
  }
}

/** graphql-ws asks a document for nothing but whether it can be found; what came was parsed and checked by the pipeline. */
const checkedElsewhere = parse('{ __typename }')

function createProtocol(options: SocketServerOptions): ServerOptions<ConnectionParams, Extra> {
  const { limits, logger, supergraph, verifyAccessToken } = options

  async function connect(connection: Connection, params: ConnectionParams): Promise<boolean> {
    const { handshake, socket } = connection
    const authorization = readAuthorization(params) ?? handshake.authorization
    try {
      const viewer = await identifyViewer(authorization, verifyAccessToken)
      connection.caller = { viewer, authorization, address: handshake.address }
      closeAtExpiry(connection)
      return true
    } catch (error) {
      if (error instanceof AccessError) return false
      logger.error({ err: error, requestId: handshake.requestId }, 'socket could not be opened')
      socket.close(closeReasons.unavailable.code, closeReasons.unavailable.reason)
      return false
    }
  }

  return {
    connectionInitWaitTimeout: limits.connectionInitTimeoutMs,
    onConnect({ connectionParams, extra, subscriptions }) {
      extra.connection.subscriptions = subscriptions
      return connect(extra.connection, connectionParams)
    },
    async onSubscribe({ extra: { connection }, subscriptions }, _id, payload) {
      if (connection.caller === null || Object.keys(subscriptions).length > limits.maxOperationsPerSocket) {
        const message = 'Too many operations on one connection'
        return [new GraphQLError(message, { extensions: { code: 'RATE_LIMITED' } })]
      }
      const running = runOperation(payload, connection.caller, options)
      connection.pending.add(running)
      const outcome = await running.finally(() => connection.pending.delete(running))
      if (Array.isArray(outcome)) return outcome as GraphQLError[]
      const { schema } = supergraph.current()
      return { schema, document: checkedElsewhere, contextValue: { outcome } }
    },
    execute: ({ contextValue }: ExecutionArgs) => (contextValue as { outcome: OperationResult }).outcome,
  }
}

/** By the name of the HTTP header, in any case: clients write `authorization` as often as `Authorization`. */
function readAuthorization(params: ConnectionParams): string | undefined {
  for (const [name, value] of Object.entries(params ?? {})) {
    if (name.toLowerCase() === 'authorization' && typeof value === 'string' && value !== '') return value
  }
  return undefined
}
