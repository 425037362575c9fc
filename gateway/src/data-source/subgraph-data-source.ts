import type { GraphQLDataSource } from '@apollo/gateway'
import type { OperationRequest } from '@lyceum/kit'
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql'

import { forwardedHeaders } from '../context.ts'
import type { GatewayContext } from '../context.ts'

export type SubgraphResponse = Awaited<ReturnType<GraphQLDataSource['process']>>

/** The events of a subscription. What ends one before its time is thrown, as `SubgraphErrors`. */
export type SubgraphStream = AsyncIterableIterator<SubgraphResponse>

/** A subgraph's own words about why a stream that had begun does not go on. */
export class SubgraphErrors extends Error {
  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super(errors.map(({ message }) => message).join('; '))
  }
}

export interface SubscriptionRequest extends OperationRequest {
  /** The schema that clients see: it says which subscriptions have a cursor to resume from. */
  readonly schema: GraphQLSchema
}

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy'

/** How the gateway reaches one subgraph, wherever it runs. Headers in, JSON out; nothing that arrives is shared with others. */
export interface SubgraphDataSource {
  /** The answer, or a `SUBGRAPH_UNAVAILABLE` error in its place; never throws. */
  execute(request: OperationRequest): Promise<SubgraphResponse>
  /** The events of a subscription, or the result that says why there are none. */
  subscribe(request: SubscriptionRequest): Promise<SubgraphStream | SubgraphResponse>
  /** How the subgraph is, as far as it can be told from here; never throws. */
  checkHealth(requestId: string): Promise<HealthStatus>
  /** Gives back connections. Streams that still run end. */
  close(): Promise<void>
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
