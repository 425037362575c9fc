import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'

import { subgraphName } from '../data-source/create-data-source.ts'
import type { SubgraphConnection } from '../data-source/create-data-source.ts'
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
        await scope.register(routes.plugin, { prefix: routes.prefix })
      })
    }
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
