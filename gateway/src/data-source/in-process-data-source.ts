import { createSubgraphExecutor, requestIdHeader } from '@lyceum/kit'
import type { Subgraph } from '@lyceum/kit'
import { GraphQLError } from 'graphql'
import type { ExecutionResult } from 'graphql'

import { mapAsyncIterator, mapFailure } from '../subscription/map-async-iterator.ts'
import type { DataSourceOptions } from './create-data-source.ts'
import { fetchFromSubgraph, subscribeToSubgraph } from './fetch-from-subgraph.ts'
import { SubgraphErrors } from './subgraph-data-source.ts'
import type { SubgraphDataSource, SubgraphResponse } from './subgraph-data-source.ts'
import { pingSubgraph } from './subgraph-health.ts'

/** Runs a subgraph's operations in this process, through the same executor and the same JSON as over HTTP. */
export function createInProcessDataSource(
  subgraph: Subgraph,
  { logger, timeoutMs }: DataSourceOptions,
): SubgraphDataSource {
  const executor = createSubgraphExecutor(subgraph, { logger: logger.child({ subgraph: subgraph.name }) })
  const patience = { serviceName: subgraph.name, logger, timeoutMs }

  const source: SubgraphDataSource = {
    execute: (request) =>
      fetchFromSubgraph(request, { ...patience, fetch: async () => toJson(await executor.execute(request)) }),
    subscribe: (request) =>
      subscribeToSubgraph(request, {
        ...patience,
        async subscribe() {
          const source = await executor.subscribe(request)
          return Symbol.asyncIterator in source
            ? mapFailure(mapAsyncIterator(source, toJson), toSubgraphErrors)
            : toJson(source)
        },
      }),
    checkHealth: (requestId) => pingSubgraph(source, { [requestIdHeader]: requestId }),
    close: () => Promise.resolve(),
  }
  return source
}

/** What a network would have left of it. A fresh object each time: Apollo merges fetched data by reference. */
function toJson(result: ExecutionResult): SubgraphResponse {
  return JSON.parse(JSON.stringify(result)) as SubgraphResponse
}

/** What a socket would have left of it. */
function toSubgraphErrors(error: unknown): unknown {
  return error instanceof GraphQLError ? new SubgraphErrors([error.toJSON()]) : error
}
