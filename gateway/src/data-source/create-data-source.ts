import type { Subgraph } from '@lyceum/kit'
import type { Logger } from 'pino'

import { observeDataSource } from '../telemetry/observe-data-source.ts'
import type { CircuitBreakerOptions } from './http/circuit-breaker.ts'
import { createHttpDataSource } from './http/http-data-source.ts'
import type { NetworkPatience } from './http/operation-client.ts'
import type { ReconnectPatience } from './http/socket-lane.ts'
import { createInProcessDataSource } from './in-process-data-source.ts'
import type { SubgraphDataSource } from './subgraph-data-source.ts'

/** Where a subgraph runs. */
export type SubgraphConnection = InProcessConnection | HttpConnection

export interface InProcessConnection {
  readonly kind: 'in-process'
  readonly subgraph: Subgraph
}

export interface HttpConnection {
  readonly kind: 'http'
  /** The name under which the supergraph knows the subgraph. */
  readonly name: string
  /** Origins of its instances, such as `http://courses:4002`; several share the work. */
  readonly urls: readonly string[]
  /** Proves to the subgraph that the gateway asks. */
  readonly secret: string
  /** The prefix of its public routes, such as `/media`; left out, it has none. */
  readonly routePrefix?: string
  readonly network?: Partial<NetworkPatience>
  readonly breaker?: Omit<CircuitBreakerOptions, 'now'>
  readonly reconnect?: Partial<ReconnectPatience>
}

export interface DataSourceOptions {
  readonly logger: Logger
  /** How long one fetch may take. */
  readonly timeoutMs: number
}

/** The name under which the supergraph knows the subgraph. */
export function subgraphName(connection: SubgraphConnection): string {
  return connection.kind === 'in-process' ? connection.subgraph.name : connection.name
}

/** The one place that knows where subgraphs can run. */
export function createDataSource(
  connection: SubgraphConnection,
  options: DataSourceOptions,
): SubgraphDataSource {
  return observeDataSource(subgraphName(connection), connect(connection, options))
}

function connect(connection: SubgraphConnection, options: DataSourceOptions): SubgraphDataSource {
  switch (connection.kind) {
    case 'in-process':
      return createInProcessDataSource(connection.subgraph, options)
    case 'http':
      return createHttpDataSource(connection, options)
  }
}
