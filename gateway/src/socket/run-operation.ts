import type { ApolloServer } from '@apollo/server'
import { RateLimitedError } from '@lyceum/kit'
import { GraphQLError } from 'graphql'
import type { ExecutionResult } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import type { Logger } from 'pino'

import type { Caller, GatewayContext } from '../context.ts'
import { SubgraphErrors } from '../data-source/subgraph-data-source.ts'
import type { SubgraphDataSource } from '../data-source/subgraph-data-source.ts'
import type { Admission } from '../limits/admission.ts'
import { refuseConditionalSubscription } from '../limits/conditional-subscription.ts'
import type { GatewayLimits } from '../limits/gateway-limits.ts'
import { formatError } from '../operation/format-error.ts'
import { FormattedError, presentResult } from '../operation/present-result.ts'
import { toRequestId } from '../request-id.ts'
import { mapAsyncIterator, mapFailure } from '../subscription/map-async-iterator.ts'
import type { SubscriptionOperation } from '../subscription/plan-subscription.ts'
import { runSubscription } from '../subscription/run-subscription.ts'
import { beginTrace } from '../telemetry/operation-trace.ts'
import type { SupergraphFile } from '../supergraph/supergraph-file.ts'

export interface SocketOperationOptions {
  readonly apollo: ApolloServer<GatewayContext>
  readonly supergraph: SupergraphFile
  readonly dataSources: ReadonlyMap<string, SubgraphDataSource>
  readonly admission: Admission
  readonly limits: GatewayLimits
  readonly logger: Logger
}

/** Events, a result, or the errors that kept the operation from beginning. */
export type OperationOutcome =
  AsyncIterableIterator<ExecutionResult> | ExecutionResult | readonly GraphQLError[]

/** Runs an operation that came over a socket through the same pipeline as over HTTP. Never throws. */
export async function runOperation(
  payload: SubscribePayload,
  caller: Caller,
  options: SocketOperationOptions,
): Promise<OperationOutcome> {
  const requestId = toRequestId(undefined)
  try {
    await options.admission.admitAddress(caller.address)
    await options.admission.admitViewer(caller.viewer)
    const refusal = refuseConditionalSubscription(payload.query, options.limits.maxTokens)
    if (refusal !== null) return [refusal]
    return await execute(payload, { ...caller, requestId }, options)
  } catch (error) {
    if (error instanceof RateLimitedError) {
      return [new GraphQLError(error.message, { extensions: { code: error.code } })]
    }
    options.logger.error({ err: error, requestId }, 'operation failed')
    return [internalError()]
  }
}

async function execute(
  payload: SubscribePayload,
  caller: Caller & { readonly requestId: string },
  options: SocketOperationOptions,
): Promise<OperationOutcome> {
  const subscriptions: SubscriptionOperation[] = []
  const context: GatewayContext = {
    ...caller,
    transport: 'websocket',
    trace: beginTrace(caller.requestId),
    acceptSubscription: (operation) => subscriptions.push(operation),
  }
  const { operationName, query, variables } = payload
  const { body } = await options.apollo.executeOperation(
    { query, ...(variables != null && { variables }), ...(operationName != null && { operationName }) },
    { contextValue: context },
  )
  const [operation] = subscriptions
  if (operation !== undefined) return subscribe(operation, context, options)
  if (body.kind !== 'single') throw new Error(`Expected a single result, not a result of kind ${body.kind}`)
  const { errors, ...result } = body.singleResult
  if (errors === undefined) return result
  const formatted = errors.map((error) => new FormattedError(error))
  return result.data === undefined ? formatted : { ...result, errors: formatted }
}

async function subscribe(
  operation: SubscriptionOperation,
  context: GatewayContext,
  options: SocketOperationOptions,
): Promise<OperationOutcome> {
  const { dataSources, limits, logger, supergraph } = options
  const run = { operation, context, supergraph: supergraph.current(), dataSources, logger }
  const present = (result: ExecutionResult): ExecutionResult => presentResult(result, limits.maxErrors)
  const outcome = await runSubscription(run)
  if (Symbol.asyncIterator in outcome) {
    return mapFailure(mapAsyncIterator(outcome, present), (error) => {
      if (error instanceof SubgraphErrors) return toClientError(error)
      logger.error({ err: error, requestId: context.requestId }, 'subscription failed')
      return internalError()
    })
  }
  const { errors, data } = present(outcome)
  return errors !== undefined && data == null ? errors : { ...outcome, ...(errors && { errors }) }
}

/** The socket ends a stream with one error. */
function toClientError({ errors: [first] }: SubgraphErrors): GraphQLError {
  if (first === undefined) return internalError()
  const { message, extensions } = formatError(first, null)
  return new GraphQLError(message, { extensions: extensions ?? null })
}

function internalError(): GraphQLError {
  return new GraphQLError('Internal server error', { extensions: { code: 'INTERNAL_SERVER_ERROR' } })
}
