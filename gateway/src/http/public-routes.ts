import type { Subgraph } from '@lyceum/kit'
import type { FastifyInstance } from 'fastify'

import type { SubgraphConnection } from '../data-source/create-data-source.ts'

/** Makes the routes of subgraphs public, each in a scope of its own: its parsers and hooks reach no other route. */
export function registerPublicRoutes(app: FastifyInstance, connections: readonly SubgraphConnection[]): void {
  for (const { routes } of inProcessSubgraphs(connections)) {
    if (routes === undefined) continue
    app.register(async (scope) => {
      await scope.register(routes.plugin, { prefix: routes.prefix })
    })
  }
}

const keysPath = '/.well-known/jwks.json'

/** The path behind a well-known one: verifiers of our tokens look for the keys at the root of the origin. */
export function rewritePath(path: string, connections: readonly SubgraphConnection[]): string {
  if (path !== keysPath) return path
  const users = inProcessSubgraphs(connections).find(({ name }) => name === 'users')
  return users?.routes === undefined ? path : `${users.routes.prefix}${keysPath}`
}

function inProcessSubgraphs(connections: readonly SubgraphConnection[]): readonly Subgraph[] {
  return connections.flatMap((connection) => (connection.kind === 'in-process' ? [connection.subgraph] : []))
}
