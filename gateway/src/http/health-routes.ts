import type { FastifyInstance } from 'fastify'

import type { HealthStatus, SubgraphDataSource } from '../data-source/subgraph-data-source.ts'
import { summarizeHealth } from '../data-source/subgraph-health.ts'
import type { SupergraphFile } from '../supergraph/supergraph-file.ts'

export interface HealthRoutesOptions {
  readonly supergraph: SupergraphFile
  readonly dataSources: ReadonlyMap<string, SubgraphDataSource>
}

/** `GET /health`: this process. `GET /health/services`: every subgraph, each asked through its own data source. */
export function registerHealthRoutes(app: FastifyInstance, options: HealthRoutesOptions): void {
  const { supergraph, dataSources } = options
  let survey: Promise<Record<string, HealthStatus>> | null = null

  app.get('/health', () => {
    // A refused file does no harm now, but a restart would not come up with it.
    const status: HealthStatus = supergraph.isStale() ? 'degraded' : 'healthy'
    return { status, service: 'gateway', dependencies: { supergraph: status } }
  })

  app.get('/health/services', async (request, reply) => {
    // Everyone who asks at one time shares one survey: a health check must not become a load.
    survey ??= surveySubgraphs(dataSources, request.id).finally(() => (survey = null))
    const services = await survey
    const status = summarizeHealth(Object.values(services))
    return reply.code(status === 'unhealthy' ? 503 : 200).send({ status, service: 'gateway', services })
  })
}

async function surveySubgraphs(
  dataSources: ReadonlyMap<string, SubgraphDataSource>,
  requestId: string,
): Promise<Record<string, HealthStatus>> {
  const names = [...dataSources]
  const statuses = names.map(
    async ([name, dataSource]) => [name, await dataSource.checkHealth(requestId)] as const,
  )
  return Object.fromEntries(await Promise.all(statuses))
}
