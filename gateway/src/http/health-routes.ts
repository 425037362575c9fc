import { requestIdHeader } from '@lyceum/kit'
import type { FastifyInstance } from 'fastify'

import type { SubgraphDataSource } from '../data-source/subgraph-data-source.ts'
import type { SupergraphFile } from '../supergraph/supergraph-file.ts'

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy'

export interface HealthRoutesOptions {
  readonly supergraph: SupergraphFile
  readonly dataSources: ReadonlyMap<string, SubgraphDataSource>
}

/** A subgraph that answers later than this is degraded. */
const slowAfterMs = 1_000

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
    const status = summarize(Object.values(services))
    return reply.code(status === 'unhealthy' ? 503 : 200).send({ status, service: 'gateway', services })
  })
}

async function surveySubgraphs(
  dataSources: ReadonlyMap<string, SubgraphDataSource>,
  requestId: string,
): Promise<Record<string, HealthStatus>> {
  const names = [...dataSources]
  const statuses = names.map(async ([name, dataSource]) => [name, await ping(dataSource, requestId)] as const)
  return Object.fromEntries(await Promise.all(statuses))
}

async function ping(dataSource: SubgraphDataSource, requestId: string): Promise<HealthStatus> {
  const startedAt = performance.now()
  const { data } = await dataSource.execute({
    query: '{ __typename }',
    headers: { [requestIdHeader]: requestId },
  })
  if (typeof data?.['__typename'] !== 'string') return 'unhealthy'
  return performance.now() - startedAt > slowAfterMs ? 'degraded' : 'healthy'
}

/** Partial data is still an answer, so the whole is unhealthy only when nothing works. */
function summarize(statuses: readonly HealthStatus[]): HealthStatus {
  if (statuses.every((status) => status === 'healthy')) return 'healthy'
  return statuses.every((status) => status === 'unhealthy') ? 'unhealthy' : 'degraded'
}
