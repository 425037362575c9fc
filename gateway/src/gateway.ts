import cors from '@fastify/cors'
import websocket from '@fastify/websocket'
import { LogController, fastify } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { handleProtocols } from 'graphql-ws'

import { createDataSource, subgraphName } from './data-source/create-data-source.ts'
import { registerGraphQLRoute } from './http/graphql-route.ts'
import { registerHealthRoutes } from './http/health-routes.ts'
import { registerPlayground } from './http/playground.ts'
import { registerPublicRoutes, rewritePath } from './http/public-routes.ts'
import { explainListening } from './http/explain-listening.ts'
import { guardHeaders } from './http/request-headers.ts'
import { createAdmission } from './limits/admission.ts'
import { defaultGatewayLimits } from './limits/gateway-limits.ts'
import { createApolloServer } from './operation/create-apollo-server.ts'
import type { GatewayOptions } from './options.ts'
import { toRequestId } from './request-id.ts'
import { createSocketServer } from './socket/socket-server.ts'
import { openSupergraphFile } from './supergraph/supergraph-file.ts'

/** The one public endpoint. */
export interface Gateway {
  readonly app: FastifyInstance
  /** Where it listens, such as `http://127.0.0.1:4000`. @throws {Error} before `listen` */
  readonly url: string
  /** @param address port 0 takes any free port @returns the url @throws {Error} that says in words why it cannot */
  listen(address: { readonly host: string; readonly port: number }): Promise<string>
  /** Accepts nothing new, lets requests in flight finish within the bound, closes sockets with 1012. */
  stop(): Promise<void>
}

/**
 * A gateway over the given subgraphs, ready to listen. It neither starts nor stops them.
 * @throws {Error} when the supergraph file is missing, broken, or names a subgraph that is not among them
 */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { allowedOrigins, drainTimeoutMs = 10_000, logger, subgraphs, subgraphTimeoutMs = 10_000 } = options
  const { isIntrospectionEnabled, verifyAccessToken } = options
  const limits = { ...defaultGatewayLimits, ...options.limits }
  const dataSources = new Map(
    subgraphs.map((connection) => [
      subgraphName(connection),
      createDataSource(connection, { logger, timeoutMs: subgraphTimeoutMs }),
    ]),
  )
  const supergraph = await openSupergraphFile({
    path: options.supergraphFile,
    subgraphNames: new Set(dataSources.keys()),
    logger,
  })
  const apollo = createApolloServer({ supergraph, dataSources, limits, isIntrospectionEnabled, logger })
  await apollo.start()
  const admission = createAdmission(limits, options.rateLimitRedis)
  const operations = { apollo, supergraph, dataSources, admission, limits, logger }
  const sockets = createSocketServer({ ...operations, verifyAccessToken })

  const app: FastifyInstance = fastify({
    bodyLimit: limits.maxBodyBytes,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: (request) => toRequestId(request.headers['x-request-id']),
    loggerInstance: logger as FastifyBaseLogger,
    rewriteUrl: (request) => rewritePath(request.url ?? '/', subgraphs),
    trustProxy: options.isBehindProxy ?? false,
  })
  guardHeaders(app)
  await app.register(cors, {
    origin: [...allowedOrigins],
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: ['x-request-id', 'location', 'range', 'content-range'],
  })
  await app.register(websocket, {
    options: { handleProtocols, maxPayload: limits.maxBodyBytes, perMessageDeflate: false },
    preClose: () => sockets.drain(drainTimeoutMs),
    errorHandler: (error, socket) => {
      logger.debug({ err: error }, 'socket failed')
      socket.terminate()
    },
  })
  const playground = options.playground === false ? null : registerPlayground(app, options.playground)
  registerGraphQLRoute(app, {
    apollo,
    admission,
    allowedOrigins,
    limits,
    logger,
    playground,
    verifyAccessToken,
    openSocket: (socket, handshake) => sockets.open(socket, handshake),
  })
  registerHealthRoutes(app, { supergraph, dataSources })
  registerPublicRoutes(app, { connections: subgraphs, logger })
  app.addHook('onClose', async () => {
    await apollo.stop()
    await Promise.all([...dataSources.values()].map((dataSource) => dataSource.close()))
  })
  await app.ready()
  return toGateway(app, drainTimeoutMs)
}

function toGateway(app: FastifyInstance, drainTimeoutMs: number): Gateway {
  let url: string | null = null
  return {
    app,
    get url() {
      if (url === null) throw new Error('The gateway has no url before it listens')
      return url
    },
    async listen(address) {
      url = await app.listen(address).catch((error: unknown) => {
        throw explainListening(error, address)
      })
      return url
    },
    async stop() {
      const timer = setTimeout(() => app.server.closeAllConnections(), drainTimeoutMs)
      await app.close().finally(() => clearTimeout(timer))
    },
  }
}
