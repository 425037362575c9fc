import type { ApolloServer } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import { ForbiddenError } from '@lyceum/kit'
import type { TokenVerifier } from '@lyceum/kit'
import { createErrorReply } from '@lyceum/service'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { WebSocket } from 'ws'

import type { Caller, GatewayContext } from '../context.ts'
import { identifyViewer } from '../identify-viewer.ts'
import type { Admission } from '../limits/admission.ts'
import { refuseConditionalSubscription } from '../limits/conditional-subscription.ts'
import type { GatewayLimits } from '../limits/gateway-limits.ts'
import { beginTrace } from '../telemetry/operation-trace.ts'
import type { Playground } from './playground.ts'

export interface GraphQLRouteOptions {
  readonly apollo: ApolloServer<GatewayContext>
  readonly admission: Admission
  readonly allowedOrigins: readonly string[]
  readonly limits: GatewayLimits
  readonly logger: Logger
  readonly playground: Playground | null
  readonly verifyAccessToken: TokenVerifier
  /** Takes over a socket whose handshake was allowed. */
  openSocket(socket: WebSocket, handshake: Caller & { readonly requestId: string }): void
}

/** `/graphql`: operations by GET and POST, sockets by upgrade, the playground for browsers. */
export function registerGraphQLRoute(app: FastifyInstance, options: GraphQLRouteOptions): void {
  const { apollo, admission, limits, logger, playground, verifyAccessToken } = options

  app.register(async (scope) => {
    scope.setErrorHandler(createErrorReply(logger))
    scope.decorateRequest('caller')
    scope.addHook('onRequest', async (request) => {
      const { authorization } = request.headers
      if (request.ws && !mayConnect(request, options)) throw new ForbiddenError('This origin may not connect')
      await admission.admitAddress(request.ip)
      const viewer = await identifyViewer(authorization, verifyAccessToken)
      await admission.admitViewer(viewer)
      request.setDecorator<Caller>('caller', { viewer, authorization, address: request.ip })
    })

    scope.addHook('preHandler', async (request) => {
      const query = queryOf(request)
      const refusal = query === null ? null : refuseConditionalSubscription(query, limits.maxTokens)
      if (refusal !== null) throw refusal
      await Promise.resolve()
    })

    const execute = fastifyApolloHandler(apollo, {
      context: (request) => Promise.resolve(toContext(request)),
    })
    scope.route({
      method: 'GET',
      url: '/graphql',
      handler(request, reply) {
        if (playground !== null && wantsPage(request)) return playground.send(reply)
        return execute.call(this, request, reply)
      },
      wsHandler: (socket, request) =>
        options.openSocket(socket, { ...request.getDecorator<Caller>('caller'), requestId: request.id }),
    })
    scope.route({ method: ['POST', 'PUT', 'PATCH', 'DELETE'], url: '/graphql', handler: execute })
    await Promise.resolve()
  })
}

function toContext(request: FastifyRequest): GatewayContext {
  const caller = request.getDecorator<Caller>('caller')
  const requestId = request.id
  return { ...caller, requestId, transport: 'http', trace: beginTrace(requestId), acceptSubscription: null }
}

/** Sockets are not bound by CORS, so a foreign page could open one in its visitor's name. */
function mayConnect({ headers, host }: FastifyRequest, options: GraphQLRouteOptions): boolean {
  const { origin } = headers
  // Without an Origin it is no browser.
  if (origin === undefined || options.allowedOrigins.includes(origin)) return true
  return options.playground !== null && URL.canParse(origin) && new URL(origin).host === host
}

/** The document of a POST; by GET no subscription runs anyway. */
function queryOf({ body }: FastifyRequest): string | null {
  if (typeof body !== 'object' || body === null || !('query' in body)) return null
  return typeof body.query === 'string' ? body.query : null
}

/** A browser's address bar, not a query by GET. */
function wantsPage(request: FastifyRequest): boolean {
  const isPage = request.headers.accept?.includes('text/html') ?? false
  return isPage && !new URL(request.url, 'http://gateway').searchParams.has('query')
}
