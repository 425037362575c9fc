import type { RequestHeaders, SubgraphExecutor } from '@lyceum/kit'
import { GraphQLError, OperationTypeNode, parse } from 'graphql'
import type { ExecutionArgs, ExecutionResult, GraphQLSchema } from 'graphql'
import { CloseCode, makeServer } from 'graphql-ws'
import type { OperationResult, SubscribePayload } from 'graphql-ws'
import type { Logger } from 'pino'
import type { WebSocket } from 'ws'

import { closeSockets } from './close-sockets.ts'
import { pickTexts } from './operation-headers.ts'

export interface SocketServerOptions {
  readonly schema: GraphQLSchema
  readonly executor: SubgraphExecutor
  readonly logger: Logger
}

/** Speaks graphql-transport-ws with gateways; one socket carries the operations of many clients. */
export interface SocketServer {
  open(socket: WebSocket, handshake: RequestHeaders): void
  /** Closes every socket with 1012: gateways come back, to another process or to the next one here. */
  drain(): Promise<void>
}

interface Extra extends Record<PropertyKey, unknown> {
  readonly handshake: RequestHeaders
}

/** A socket that misses a ping is cut: nobody is there any more. */
const pingIntervalMs = 12_000
/** What may wait to be sent to a gateway that reads too slowly. */
const maxBufferedBytes = 64 * 1024 * 1024

/** graphql-ws asks a document for nothing but whether it can be found; what came was checked by the executor. */
const checkedElsewhere = parse('{ __typename }')

export function createSocketServer({ schema, executor, logger }: SocketServerOptions): SocketServer {
  const alive = new Map<WebSocket, boolean>()
  let isDraining = false

  const server = makeServer<undefined, Extra>({
    connectionInitWaitTimeout: 5_000,
    async onSubscribe({ extra }, _id, payload) {
      const outcome = await run(executor, payload, extra.handshake)
      if (!(Symbol.asyncIterator in outcome) && outcome.data === undefined) {
        return outcome.errors ?? [new GraphQLError('The operation has no result')]
      }
      return { schema, document: checkedElsewhere, contextValue: { outcome } }
    },
    execute: ({ contextValue }: ExecutionArgs) => (contextValue as { outcome: OperationResult }).outcome,
  })

  const pinging = setInterval(() => {
    for (const [socket, isAlive] of alive) {
      if (!isAlive) socket.terminate()
      else {
        alive.set(socket, false)
        socket.ping()
      }
    }
  }, pingIntervalMs)
  pinging.unref()

  function send(socket: WebSocket, text: string): Promise<void> {
    if (socket.readyState !== socket.OPEN) return Promise.resolve()
    if (socket.bufferedAmount > maxBufferedBytes) {
      logger.warn('socket cut: the gateway reads too slowly')
      socket.terminate()
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      socket.send(text, (error) => (error == null ? resolve() : reject(error)))
    })
  }

  return {
    open(socket, handshake) {
      alive.set(socket, true)
      socket.on('pong', () => alive.set(socket, true))
      const closed = server.opened(
        {
          protocol: socket.protocol,
          close: (code, reason) => socket.close(code, reason),
          send: (text) => send(socket, text),
          onMessage: (receive) =>
            socket.on('message', (message: Buffer) => {
              receive(message.toString()).catch((error: unknown) => {
                // Operations never throw: a message that a server does not expect, or a socket that is gone.
                logger.debug({ err: error }, 'message refused')
                socket.close(CloseCode.BadRequest, 'Invalid message received')
              })
            }),
        },
        { handshake },
      )
      socket.once('close', (code, reason) => {
        alive.delete(socket)
        void closed(code, reason.toString())
      })
      if (isDraining) void closeSockets([socket])
    },
    async drain() {
      isDraining = true
      clearInterval(pinging)
      await closeSockets([...alive.keys()])
    },
  }
}

/** Headers travel per operation; the handshake's hold for what an operation does not say. */
function run(
  executor: SubgraphExecutor,
  { query, operationName, variables, extensions }: SubscribePayload,
  handshake: RequestHeaders,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const given = extensions?.['headers']
  const own = typeof given === 'object' && given !== null ? pickTexts(given) : {}
  const request = {
    query,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    headers: { ...handshake, ...own },
  }
  const isSubscription = executor.operationType(request) === OperationTypeNode.SUBSCRIPTION
  return isSubscription ? executor.subscribe(request) : executor.execute(request)
}
