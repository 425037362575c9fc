import type { RequestHeaders } from '@lyceum/kit'

import type { HealthStatus, SubgraphDataSource } from './subgraph-data-source.ts'

/** A subgraph that answers later than this is degraded. */
const slowAfterMs = 1_000

/** How a subgraph is by its answer to the smallest operation. */
export async function pingSubgraph(
  { execute }: Pick<SubgraphDataSource, 'execute'>,
  headers: RequestHeaders,
): Promise<HealthStatus> {
  const startedAt = performance.now()
  const { data } = await execute({ query: '{ __typename }', headers })
  if (typeof data?.['__typename'] !== 'string') return 'unhealthy'
  return performance.now() - startedAt > slowAfterMs ? 'degraded' : 'healthy'
}

/** The health of the whole by that of its parts. Some that work are better than none: it is unhealthy only when none does. */
export function summarizeHealth(statuses: readonly HealthStatus[]): HealthStatus {
  if (statuses.every((status) => status === 'healthy')) return 'healthy'
  return statuses.every((status) => status === 'unhealthy') ? 'unhealthy' : 'degraded'
}
