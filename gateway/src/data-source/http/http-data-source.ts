import { requestIdHeader } from '@lyceum/kit'

import { observeNetwork } from '../../telemetry/observe-network.ts'
import type { DataSourceOptions, HttpConnection } from '../create-data-source.ts'
import { fetchFromSubgraph, subscribeToSubgraph } from '../fetch-from-subgraph.ts'
import { pingSubgraph, summarizeHealth } from '../subgraph-health.ts'
import type { HealthStatus, SubgraphDataSource, SubscriptionRequest } from '../subgraph-data-source.ts'
import { withDeadline } from '../with-deadline.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import { createOperationClient, defaultNetworkPatience } from './operation-client.ts'
import { createOrigins } from './origins.ts'
import { asItIs, findFeed } from './resumable-operation.ts'
import type { ResumableOperation } from './resumable-operation.ts'
import { defaultReconnectPatience } from './socket-lane.ts'
import { createSubscriptionClient } from './subscription-client.ts'

/** Sends a subgraph's operations to the processes it runs in, with the secret that proves the gateway. */
export function createHttpDataSource(
  connection: HttpConnection,
  { logger, timeoutMs }: DataSourceOptions,
): SubgraphDataSource {
  const { name, secret } = connection
  const now = (): number => performance.now()
  const network = { ...defaultNetworkPatience, ...connection.network }
  const reconnect = { ...defaultReconnectPatience, ...connection.reconnect }
  const origins = createOrigins(connection.urls, { now })
  const breaker = createCircuitBreaker({ now, ...connection.breaker })
  const observer = observeNetwork(name, breaker)
  const operations = createOperationClient({
    origins,
    breaker,
    secret,
    timeoutMs,
    patience: network,
    onRetry: observer.retried,
  })
  const subscriptions = createSubscriptionClient({
    serviceName: name,
    origins: createOrigins(connection.urls, { now }),
    secret,
    connectTimeoutMs: network.connectTimeoutMs,
    maxMessageBytes: network.maxResponseBytes,
    reconnect,
    probe: (headers, signal) => operations.fetch({ query: '{ __typename }', headers }, signal),
    logger,
  })
  const patience = { serviceName: name, logger, timeoutMs }

  async function prepare(request: SubscriptionRequest, signal: AbortSignal): Promise<ResumableOperation> {
    const feed = findFeed(request)
    if (feed === null) return asItIs(request)
    if (feed.start === null) return feed.resumeFrom(null)
    const { query, field } = feed.start
    const answer = await operations.fetch({ query, headers: request.headers }, signal)
    const cursor = (answer as { readonly data?: Readonly<Record<string, unknown>> | null } | null)?.data?.[
      field
    ]
    // Without one the subscription is refused for the same reason, in its own words.
    return feed.resumeFrom(typeof cursor === 'string' ? cursor : null)
  }

  async function readHealth(origin: string): Promise<HealthStatus> {
    try {
      const health = await withDeadline(timeoutMs, (signal) => operations.readHealth(origin, signal))
      const { status } = health as { readonly status?: unknown }
      return status === 'healthy' || status === 'degraded' ? status : 'unhealthy'
    } catch {
      // Whatever it is, the answer of the subgraph's operations says the same and is logged.
      return 'unhealthy'
    }
  }

  const source: SubgraphDataSource = {
    execute: (request) =>
      fetchFromSubgraph(request, { ...patience, fetch: (signal) => operations.fetch(request, signal) }),
    subscribe: (request) =>
      subscribeToSubgraph(request, {
        ...patience,
        subscribe: async (signal) =>
          subscriptions.subscribe(await prepare(request, signal), request.headers, signal),
      }),
    async checkHealth(requestId) {
      const [ping, ...instances] = await Promise.all([
        pingSubgraph(source, { [requestIdHeader]: requestId }),
        ...connection.urls.map(readHealth),
      ])
      return ping === 'unhealthy' ? ping : summarizeHealth([ping, ...instances])
    },
    async close() {
      observer.stop()
      subscriptions.close()
      await operations.close()
    },
  }
  return source
}
