import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { Logger } from 'pino'

import type { GatewayContext } from '../context.ts'
import { toApolloDataSource } from '../data-source/subgraph-data-source.ts'
import type { SubgraphDataSource } from '../data-source/subgraph-data-source.ts'
import { disableApolloTelemetry } from '../environment.ts'
import type { GatewayLimits } from '../limits/gateway-limits.ts'
import { createValidationRules } from '../limits/validation-rules.ts'
import type { SupergraphFile } from '../supergraph/supergraph-file.ts'
import { observeOperations } from '../telemetry/observe-operations.ts'
import { formatError, withoutSuggestion } from './format-error.ts'
import { capErrors, handOverSubscriptions, limitCost, logOperations } from './plugins.ts'

export interface ApolloServerParts {
  readonly supergraph: SupergraphFile
  readonly dataSources: ReadonlyMap<string, SubgraphDataSource>
  readonly limits: GatewayLimits
  readonly isIntrospectionEnabled: boolean
  readonly logger: Logger
}

/** The one pipeline of every operation, over HTTP and over WebSocket: parse, validate, limit, plan, execute, format. */
export function createApolloServer(parts: ApolloServerParts): ApolloServer<GatewayContext> {
  const { supergraph, dataSources, limits, isIntrospectionEnabled, logger } = parts
  disableApolloTelemetry()
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph.manager,
    buildService: ({ name }) => toApolloDataSource(requireDataSource(dataSources, name)),
    __exposeQueryPlanExperimental: false,
    logger: logger.child({ library: '@apollo/gateway' }, { level: 'warn' }),
  })
  return new ApolloServer<GatewayContext>({
    gateway,
    allowBatchedHttpRequests: false,
    formatError: isIntrospectionEnabled ? formatError : withoutSuggestion,
    hideSchemaDetailsFromClientErrors: !isIntrospectionEnabled,
    includeStacktraceInErrorResponses: false,
    introspection: isIntrospectionEnabled,
    logger,
    parseOptions: { maxTokens: limits.maxTokens },
    persistedQueries: false,
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      limitCost(limits),
      handOverSubscriptions(),
      capErrors(limits.maxErrors),
      logOperations(logger),
      observeOperations(),
    ],
    stopOnTerminationSignals: false,
    validationOptions: { maxErrors: limits.maxErrors },
    validationRules: [...createValidationRules(limits)],
  })
}

function requireDataSource(
  dataSources: ReadonlyMap<string, SubgraphDataSource>,
  name: string,
): SubgraphDataSource {
  const dataSource = dataSources.get(name)
  if (dataSource === undefined) throw new Error(`There is no subgraph ${name}`)
  return dataSource
}
