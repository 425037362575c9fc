import type { Subgraph } from '@lyceum/kit'
import type { Logger } from 'pino'

import { createInProcessDataSource } from './in-process-data-source.ts'
import type { SubgraphDataSource } from './subgraph-data-source.ts'

/** Where a subgraph runs. */
export type SubgraphConnection = InProcessConnection

export interface InProcessConnection {
  readonly kind: 'in-process'
  readonly subgraph: Subgraph
}

export interface DataSourceOptions {
  readonly logger: Logger
  /** How long one fetch may take. */
  readonly timeoutMs: number
}

/** The name under which the supergraph knows the subgraph. */
export function subgraphName(connection: SubgraphConnection): string {
  return connection.subgraph.name
}

/** The one place that knows where subgraphs can run. */
export function createDataSource(
  connection: SubgraphConnection,
  options: DataSourceOptions,
): SubgraphDataSource {
  switch (connection.kind) {
    case 'in-process':
      return createInProcessDataSource(connection.subgraph, options)
  }
}
