import type { GraphQLDataSource } from '@apollo/gateway'
import type { OperationRequest } from '@lyceum/kit'

import { forwardedHeaders } from '../context.ts'
import type { GatewayContext } from '../context.ts'

export type SubgraphResponse = Awaited<ReturnType<GraphQLDataSource['process']>>

/** The events of a subscription. */
export type SubgraphStream = AsyncIterableIterator<SubgraphResponse>

/** How the gateway reaches one subgraph, wherever it runs. Headers in, JSON out; nothing that arrives is shared with others. */
export interface SubgraphDataSource {
  /** The answer, or a `SUBGRAPH_UNAVAILABLE` error in its place; never throws. */
  execute(request: OperationRequest): Promise<SubgraphResponse>
  /** The events of a subscription, or the result that says why there are none. */
  subscribe(request: OperationRequest): Promise<SubgraphStream | SubgraphResponse>
}

/** The data source as Apollo's executor calls it. */
export function toApolloDataSource(dataSource: SubgraphDataSource): GraphQLDataSource<GatewayContext> {
  return {
    process(options) {
      if (!('incomingRequestContext' in options)) {
        throw new Error(
          `Apollo asked for ${options.kind}, but only operations of clients are fetched through it`,
        )
      }
      const { query = '', variables, operationName } = options.request
      return dataSource.execute({
        query,
        variables,
        operationName,
        headers: forwardedHeaders(options.context),
      })
    },
  }
}
