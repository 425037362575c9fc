import { randomUUID } from 'node:crypto'

import { requestIdHeader } from '@lyceum/kit'
import { LogController, fastify } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Logger } from 'pino'

import { createErrorReply } from './reply-with-error.ts'

export interface HttpAppOptions {
  readonly logger: Logger
  /** @default 1 MiB */
  readonly maxBodyBytes?: number
}

/** A fastify app as every process of ours has it: bounded bodies, the gateway's request ids, errors in GraphQL's shape. */
export function createHttpApp({ logger, maxBodyBytes = 1_048_576 }: HttpAppOptions): FastifyInstance {
  const app = fastify({
    bodyLimit: maxBodyBytes,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: ({ headers }) => {
      const given = headers[requestIdHeader]
      return typeof given === 'string' && given !== '' ? given : randomUUID()
    },
    loggerInstance: logger as FastifyBaseLogger,
  })
  app.setErrorHandler(createErrorReply(logger))
  return app
}

/** A process that listens. */
export interface HttpHost {
  /** Where, such as `http://127.0.0.1:4001`. */
  readonly url: string
  /** Accepts nothing new, lets requests in flight finish within the bound. */
  stop(): Promise<void>
}

export interface ListenOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** How long requests in flight may take to end when the process stops. @default 10_000 */
  readonly drainTimeoutMs?: number
}

/** Begins to listen. */
export async function listen(app: FastifyInstance, options: ListenOptions): Promise<HttpHost> {
  const { host, port, drainTimeoutMs = 10_000 } = options
  const url = await app.listen({ host, port })
  return {
    url,
    async stop() {
      const timer = setTimeout(() => app.server.closeAllConnections(), drainTimeoutMs)
      await app.close().finally(() => clearTimeout(timer))
    },
  }
}
