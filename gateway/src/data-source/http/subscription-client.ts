import type { RequestHeaders } from '@lyceum/kit'
import type { GraphQLFormattedError } from 'graphql'
import type { Logger } from 'pino'

import { unavailableError } from '../fetch-from-subgraph.ts'
import { SubgraphErrors } from '../subgraph-data-source.ts'
import type { SubgraphResponse, SubgraphStream } from '../subgraph-data-source.ts'
import { createEventQueue } from './event-queue.ts'
import type { Origins } from './origins.ts'
import type { ResumableOperation } from './resumable-operation.ts'
import { createSocketLane } from './socket-lane.ts'
import type { ReconnectPatience } from './socket-lane.ts'

export interface SubscriptionClientOptions {
  readonly serviceName: string
  readonly origins: Origins
  readonly secret: string
  readonly connectTimeoutMs: number
  readonly maxMessageBytes: number
  readonly reconnect: ReconnectPatience
  /** Asks whether anybody answers, and throws when nobody does: at once where connections are refused, or the circuit is open. */
  readonly probe: (headers: RequestHeaders, signal: AbortSignal) => Promise<unknown>
  readonly logger: Logger
}

/** Subscribes at the origins of one subgraph, over one socket each. */
export interface SubscriptionClient {
  /**
   * Resolves when there is a socket for it. The stream outlives that socket: a lost one is replaced, and the stream goes on
   * from where `operation` stands. A new one does not wait for a service that is gone, as those that had begun do.
   * @param signal gives up waiting for a socket
   * @throws {Error} when there is no socket, and nobody would answer on one
   */
  subscribe(
    operation: ResumableOperation,
    headers: RequestHeaders,
    signal: AbortSignal,
  ): Promise<SubgraphStream>
  /** Ends every stream. */
  close(): void
}

/** Events that wait for a slow client before its stream ends; it comes back for the rest. */
const maxWaitingEvents = 1_000

export function createSubscriptionClient(options: SubscriptionClientOptions): SubscriptionClient {
  const { serviceName, origins, probe, logger } = options
  const lanes = new Map(origins.all.map((home) => [home, createSocketLane({ ...options, home })]))

  function toErrors(reason: unknown): SubgraphErrors {
    if (Array.isArray(reason)) return new SubgraphErrors(reason as GraphQLFormattedError[])
    logger.warn({ serviceName, reason: describe(reason) }, 'stream of a subgraph lost')
    return new SubgraphErrors([unavailableError(serviceName)])
  }

  return {
    async subscribe(operation, headers, signal) {
      const lane = lanes.get(origins.pick())
      if (lane === undefined) throw new Error(`${serviceName} has no such origin`)
      const { client } = lane
      if (!lane.isConnected) await probe(headers, signal)
      return new Promise((resolve, reject) => {
        const listening: (() => void)[] = []
        const stop = (): void => listening.forEach((unlisten) => unlisten())
        const events = createEventQueue<SubgraphResponse>(() => {
          stop()
          unsubscribe()
        })
        const begin = (): void => {
          signal.removeEventListener('abort', giveUp)
          resolve(events)
        }
        const end = (error?: SubgraphErrors): void => {
          stop()
          events.end(error)
          begin()
        }
        const giveUp = (): void => {
          void events.return?.()
          reject(new Error('No socket to it in time'))
        }
        signal.addEventListener('abort', giveUp, { once: true })

        const unsubscribe = client.subscribe<SubgraphResponse['data']>(toPayload(operation, headers), {
          next(event) {
            const response = operation.read(event as SubgraphResponse)
            if (events.push(response) <= maxWaitingEvents) return
            unsubscribe()
            end(toErrors('Its reader is too slow'))
          },
          error: (reason) => end(toErrors(reason)),
          complete: () => end(),
        })
        if (lane.isConnected) begin()
        else listening.push(client.on('connected', begin))
        // A stream that would go on from nowhere would leave something out.
        const mayGoOn = (): void => {
          if (operation.canResume()) return
          unsubscribe()
          end(toErrors('Lost before there was a cursor'))
        }
        if (!operation.canResume()) listening.push(client.on('closed', mayGoOn))
      })
    },
    close() {
      for (const lane of lanes.values()) lane.close()
    },
  }
}

/** Read again whenever the socket subscribes anew, and then says where to go on from. */
function toPayload(operation: ResumableOperation, headers: RequestHeaders) {
  return {
    query: operation.query,
    get variables() {
      return operation.variables()
    },
    ...(operation.operationName !== undefined && { operationName: operation.operationName }),
    extensions: { headers },
  }
}

function describe(reason: unknown): unknown {
  if (typeof reason !== 'object' || reason === null) return reason
  if ('message' in reason) return reason.message
  return 'code' in reason ? `closed with ${String(reason.code)}` : 'unknown'
}
