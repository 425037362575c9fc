import { findOutage } from '@lyceum/kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'

import { subgraphName } from '../data-source/create-data-source.ts'
import type { SubgraphConnection } from '../data-source/create-data-source.ts'
import { unavailableError } from '../data-source/fetch-from-subgraph.ts'
import { registerProxyRoutes } from './proxy-routes.ts'

export interface PublicRoutesOptions {
  readonly connections: readonly SubgraphConnection[]
  readonly logger: Logger
}

/** Makes the routes of subgraphs public, each in a scope of its own: its parsers and hooks reach no other route. */
export function registerPublicRoutes(
  app: FastifyInstance,
  { connections, logger }: PublicRoutesOptions,
): void {
  for (const connection of connections) {
    if (connection.kind === 'http') {
      const { routePrefix } = connection
      if (routePrefix !== undefined) registerProxyRoutes(app, { ...connection, routePrefix }, logger)
    } else {
      const { routes } = connection.subgraph
      if (routes === undefined) continue
      app.register(async (scope) => {
        scope.setErrorHandler(createFaultReply(connection.subgraph.name, logger))
        await scope.register(routes.plugin, { prefix: routes.prefix })
      })
    }
  }
}

/** Answers a fault of ours without its words, which tell of our inside. What is a fault of the request is answered as it is. */
function createFaultReply(serviceName: string, logger: Logger) {
  return async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
    if (status < 500) return void (await reply.send(error))
    const outage = findOutage(error)
    if (outage !== null) {
      logger.warn({ serviceName, requestId: request.id, reason: outage }, 'public route unavailable')
      return void (await reply.code(503).send({ errors: [unavailableError(serviceName)] }))
    }
    logger.error({ requestId: request.id, status, err: error }, 'request failed')
    await reply.code(500).send({ code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error' })
  }
}

const keysPath = '/.well-known/jwks.json'

/** The path behind a well-known one: verifiers of our tokens look for the keys at the root of the origin. */
export function rewritePath(path: string, connections: readonly SubgraphConnection[]): string {
  if (path !== keysPath) return path
  const users = connections.find((connection) => subgraphName(connection) === 'users')
  const prefix = users && routePrefix(users)
  return prefix === undefined ? path : `${prefix}${keysPath}`
}

function routePrefix(connection: SubgraphConnection): string | undefined {
  return connection.kind === 'http' ? connection.routePrefix : connection.subgraph.routes?.prefix
}
