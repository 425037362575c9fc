import type { Subgraph, TokenVerifier } from '@lyceum/kit'
import { systemClock } from '@lyceum/ports/clock'
import type { Clock } from '@lyceum/ports/clock'

import type { SubgraphEnvironment } from '../environment/subgraph-environment.ts'
import { serveOverHttp } from '../http/serve-over-http.ts'
import { openTokenVerifier } from '../token-keys/access-token-keys.ts'
import { openConnections } from './open-connections.ts'
import type { Connections, ProcessResources } from './open-connections.ts'
import { runProcess } from './run-process.ts'

/** What every subgraph in a process of its own gets. */
export interface ServiceDependencies extends Connections {
  readonly clock: Clock
  readonly logger: ProcessResources['logger']
  readonly verifyAccessToken: TokenVerifier
}

export interface SubgraphServiceOptions<Environment extends SubgraphEnvironment> {
  readonly name: string
  readonly readEnvironment: () => Environment
  readonly create: (
    dependencies: ServiceDependencies,
    environment: Environment,
    resources: ProcessResources,
  ) => Subgraph | Promise<Subgraph>
}

/** Runs a subgraph in a process of its own: connects it, starts it, serves it, and stops it in the opposite order. */
export async function runSubgraph<Environment extends SubgraphEnvironment>(
  options: SubgraphServiceOptions<Environment>,
): Promise<void> {
  const { name, readEnvironment, create } = options
  await runProcess({
    name,
    readEnvironment,
    async start(environment, resources) {
      const { logger, closers } = resources
      const { accessTokenKeys, database, gatewaySecret, listen, redisUrl } = environment
      const connections = await openConnections(
        { database, queue: { kind: 'redis', url: redisUrl } },
        resources,
      )
      const { pool, broker } = connections
      const verifyAccessToken = openTokenVerifier(accessTokenKeys)
      const subgraph = await create(
        { ...connections, clock: systemClock, logger, verifyAccessToken },
        environment,
        resources,
      )
      closers.add(() => subgraph.stop())
      await subgraph.start()
      const { stop, url } = await serveOverHttp(subgraph, {
        ...listen,
        gatewaySecret,
        logger,
        dependencies: { database: () => pool.query('SELECT 1'), queue: () => broker.ping() },
      })
      closers.add(stop)
      logger.info({ url }, 'listening')
    },
  })
}
