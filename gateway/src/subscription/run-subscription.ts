import { buildOperationContext, executeQueryPlan } from '@apollo/gateway'
import type { GraphQLDataSource, ServiceMap } from '@apollo/gateway'
import type { ExecutionResult } from 'graphql'
import type { Logger } from 'pino'

import { forwardedHeaders } from '../context.ts'
import type { GatewayContext } from '../context.ts'
import { SubgraphErrors, toApolloDataSource } from '../data-source/subgraph-data-source.ts'
import type {
  SubgraphDataSource,
  SubgraphResponse,
  SubgraphStream,
} from '../data-source/subgraph-data-source.ts'
import type { LoadedSupergraph } from '../supergraph/load-supergraph.ts'
import { mapAsyncIterator } from './map-async-iterator.ts'
import { planSubscription } from './plan-subscription.ts'
import type { SubscriptionOperation, SubscriptionPlan } from './plan-subscription.ts'

export interface SubscriptionRun {
  readonly operation: SubscriptionOperation
  readonly context: GatewayContext
  readonly supergraph: LoadedSupergraph
  readonly dataSources: ReadonlyMap<string, SubgraphDataSource>
  readonly logger: Logger
}

type ExecutionContext = Parameters<typeof executeQueryPlan>[2]

/** The events of a subscription, each joined with fields of every subgraph; or the result that says why there are none. */
export async function runSubscription(
  run: SubscriptionRun,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const { operation, context, supergraph, dataSources } = run
  const plan = planSubscription(operation, supergraph)
  const { source } = plan
  const dataSource = dataSources.get(source.serviceName)
  if (dataSource === undefined) throw new Error(`There is no subgraph ${source.serviceName}`)
  const events = await dataSource.subscribe({
    query: source.operation,
    variables: pick(operation.variables, source.variableUsages ?? []),
    operationName: source.operationName,
    headers: forwardedHeaders(context),
    schema: supergraph.schema,
  })
  const join = createJoin(run, plan)
  return Symbol.asyncIterator in events ? mapAsyncIterator(joinErrors(events, join), join) : join(events)
}

/** Gives the errors that end a stream the shape that they have when they keep one from beginning. */
function joinErrors(
  events: SubgraphStream,
  join: (event: SubgraphResponse) => Promise<ExecutionResult>,
): SubgraphStream {
  return {
    ...events,
    async next() {
      try {
        return await events.next()
      } catch (error) {
        if (!(error instanceof SubgraphErrors)) throw error
        // Without a code they are not meant for anybody: the stream broke.
        if (error.errors.some(({ extensions }) => extensions?.['code'] === undefined)) {
          throw new Error('The stream of the subgraph failed', { cause: error })
        }
        const { errors = [] } = await join({ errors: [...error.errors] })
        throw new SubgraphErrors(errors.map((joined) => joined.toJSON()))
      }
    },
  }
}

/** Runs the plan for one event, as if the event had just been fetched. */
function createJoin(
  run: SubscriptionRun,
  { source, perEvent }: SubscriptionPlan,
): (event: SubgraphResponse) => Promise<ExecutionResult> {
  const { operation, context, supergraph, dataSources, logger } = run
  const { document, operationName, variables } = operation
  const operationContext = buildOperationContext({
    schema: supergraph.schema,
    operationDocument: document,
    ...(operationName !== undefined && { operationName }),
  })
  const services: ServiceMap = {}
  for (const [name, dataSource] of dataSources) services[name] = toApolloDataSource(dataSource)
  const real = services[source.serviceName]
  // All that Apollo's executor reads of a request's context.
  const executionContext: Pick<ExecutionContext, 'context' | 'logger' | 'metrics' | 'request'> = {
    context,
    logger,
    metrics: {},
    request: { variables },
  }

  return (event) => {
    const replay: GraphQLDataSource = {
      process: (options) =>
        real === undefined || options.request.query === source.operation
          ? Promise.resolve(event)
          : real.process(options),
    }
    return executeQueryPlan(
      perEvent,
      { ...services, [source.serviceName]: replay },
      executionContext as ExecutionContext,
      operationContext,
      supergraph.supergraphSchema,
      supergraph.apiSchema,
    )
  }
}

function pick(values: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => name in values).map((name) => [name, values[name]]))
}
