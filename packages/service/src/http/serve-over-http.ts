import websocket from '@fastify/websocket'
import { createSubgraphExecutor } from '@lyceum/kit'
import type { Subgraph } from '@lyceum/kit'
import { handleProtocols } from 'graphql-ws'
import type { Logger } from 'pino'

import { createHttpApp, listen } from './create-http-app.ts'
import type { HttpAppOptions, HttpHost, ListenOptions } from './create-http-app.ts'
import { requireGatewaySecret } from './gateway-secret.ts'
import { registerGraphQLRoute } from './graphql-route.ts'
import { registerHealthRoute } from './health-route.ts'
import type { HealthRouteOptions } from './health-route.ts'
import { createSocketServer } from './socket-server.ts'

export interface SubgraphHostOptions extends HttpAppOptions, ListenOptions {
  /** What the gateway proves itself by. */
  readonly gatewaySecret: string
  readonly logger: Logger
  /** Asked by `/health`. @default {} */
  readonly dependencies?: HealthRouteOptions['dependencies']
}

/**
 * Hosts a subgraph in a process of its own: `/graphql` over HTTP and WebSocket, its public routes, `/health`. It neither starts
 * nor stops the subgraph. Only the gateway is answered, but for `/health` and what the subgraph leaves open.
 */
export async function serveOverHttp(subgraph: Subgraph, options: SubgraphHostOptions): Promise<HttpHost> {
  const { dependencies = {}, gatewaySecret, logger, maxBodyBytes = 1_048_576 } = options
  const executor = createSubgraphExecutor(subgraph, { logger })
  const sockets = createSocketServer({ schema: subgraph.schema, executor, logger })
  const app = createHttpApp({ logger, maxBodyBytes })
  const { routes } = subgraph

  await app.register(websocket, {
    options: { handleProtocols, maxPayload: maxBodyBytes, perMessageDeflate: false },
    preClose: () => sockets.drain(),
    errorHandler: (error, socket) => {
      logger.debug({ err: error }, 'socket failed')
      socket.terminate()
    },
  })
  // After the sockets' plugin, which ends a connection whose upgrade is refused: otherwise it would stay, half open.
  requireGatewaySecret(app, { secret: gatewaySecret, openPaths: ['/health', ...(routes?.openPaths ?? [])] })
  registerHealthRoute(app, { service: subgraph.name, dependencies })
  app.register(async (scope) => {
    registerGraphQLRoute(scope, {
      executor,
      openSocket: (socket, handshake) => sockets.open(socket, handshake),
    })
  })
  if (routes !== undefined) {
    // A scope of its own: its parsers, hooks and errors are the ones it has at the gateway.
    app.register(async (scope) => {
      await scope.register(routes.plugin, { prefix: routes.prefix })
    })
  }
  return await listen(app, options)
}
