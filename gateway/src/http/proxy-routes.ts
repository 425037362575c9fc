import type { IncomingHttpHeaders } from 'node:http'

import replyFrom from '@fastify/reply-from'
import { gatewaySecretHeader, requestIdHeader } from '@lyceum/kit'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { Agent } from 'undici'

import { clientAddressHeader } from '../context.ts'
import type { HttpConnection } from '../data-source/create-data-source.ts'
import { unavailableError } from '../data-source/fetch-from-subgraph.ts'
import { createOrigins } from '../data-source/http/origins.ts'

export type ProxiedConnection = HttpConnection & { readonly routePrefix: string }

const connectTimeoutMs = 2_000
/** Between two pieces of a body, or before the headers of an answer; how long the whole takes is nobody's business. */
const silenceTimeoutMs = 60_000

/** Hop by hop; and `forwarded`, which would let a client choose the address it is known by. */
const droppedHeaders = new Set(['expect', 'forwarded', 'keep-alive', 'te', 'trailer', 'upgrade'])

/**
 * Makes the routes of a subgraph in another process public under its prefix. Bodies stream both ways as they are: no parser, no
 * limit, no copy; who reads slowly slows the sender. A request is sent once, because its body can be read once.
 */
export function registerProxyRoutes(
  app: FastifyInstance,
  { name, routePrefix, secret, urls }: ProxiedConnection,
  logger: Logger,
): void {
  const origins = createOrigins(urls, { now: () => performance.now() })

  app.register(async (scope) => {
    const agent = new Agent({
      connect: { timeout: connectTimeoutMs },
      headersTimeout: silenceTimeoutMs,
      bodyTimeout: silenceTimeoutMs,
    })
    scope.addHook('onClose', () => agent.destroy())
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body))
    await scope.register(replyFrom, { undici: agent, disableRequestLogging: true, disableCache: true })

    scope.all(`${routePrefix}/*`, (request, reply) => {
      const origin = origins.pick()
      return reply.from(undefined, {
        getUpstream: () => origin,
        rewriteRequestHeaders: (_request, headers) => ({
          ...pickHeaders(headers),
          [clientAddressHeader]: request.ip,
          [requestIdHeader]: request.id,
          [gatewaySecretHeader]: secret,
        }),
        retryDelay: () => null,
        rewriteHeaders: ({ connection: _connection, 'keep-alive': _keepAlive, ...headers }) => headers,
        onError(failed, { error }) {
          if (!request.raw.destroyed) origins.avoid(origin)
          const status = statusOf(error)
          logger.warn(
            { err: error, serviceName: name, requestId: request.id, status },
            'public route unavailable',
          )
          void failed
            .code(status)
            .type('application/json; charset=utf-8')
            .send(JSON.stringify({ errors: [unavailableError(name)] }))
        },
      })
    })
    await Promise.resolve()
  })
}

function pickHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const entries = Object.entries(headers).filter(
    ([header]) => !droppedHeaders.has(header) && !isReserved(header),
  )
  return Object.fromEntries(entries)
}

function isReserved(header: string): boolean {
  return header.startsWith('x-forwarded-') || header.startsWith('x-gateway-') || header.startsWith('proxy-')
}

/** 503: nobody is there. 504: somebody is silent. 502: somebody broke off. */
function statusOf({ cause }: Error): 502 | 503 | 504 {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code)) return 503
  return code.endsWith('_TIMEOUT') || code === 'ETIMEDOUT' ? 504 : 502
}
