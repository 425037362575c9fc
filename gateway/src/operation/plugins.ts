import { HeaderMap } from '@apollo/server'
import type { ApolloServerPlugin } from '@apollo/server'
import { context } from '@opentelemetry/api'
import { GraphQLError, OperationTypeNode, getVariableValues } from 'graphql'
import type { Logger } from 'pino'

import type { GatewayContext } from '../context.ts'
import { estimateCost } from '../limits/estimate-cost.ts'
import type { GatewayLimits } from '../limits/gateway-limits.ts'
import { tooComplex } from '../limits/too-complex.ts'

type GatewayPlugin = ApolloServerPlugin<GatewayContext>

/** Refuses an operation whose answer could hold too many objects; only now its variables are known. */
export function limitCost(limits: GatewayLimits): GatewayPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ schema, document, operation, request }) {
          if (operation === undefined) throw noSuchOperation()
          const { assumedListSize, maxCost } = limits
          const variables = request.variables ?? {}
          const cost = estimateCost({ schema, document, operation, variables, assumedListSize })
          if (cost > maxCost) throw tooComplex('The operation asks for too many objects')
          return Promise.resolve()
        },
      }),
  }
}

function noSuchOperation(): GraphQLError {
  return new GraphQLError('The document has no such operation, or several and none was named', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  })
}

/** Hands a valid subscription to the transport, because Apollo's gateway runs none; over HTTP it is refused. */
export function handOverSubscriptions(): GatewayPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ contextValue, operation, request, schema }) {
          if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return Promise.resolve()
          if (contextValue.acceptSubscription === null)
            throw refuse('Subscriptions are served over WebSocket')
          const definitions = operation.variableDefinitions ?? []
          const { errors } = getVariableValues(schema, definitions, request.variables ?? {})
          if (errors?.[0] !== undefined) throw refuse(errors[0].message)
          return Promise.resolve()
        },
        async responseForOperation({ contextValue, document, operation, request }) {
          if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return null
          const { operationName, variables = {} } = request
          contextValue.acceptSubscription?.({ document, operationName, variables })
          const body = { kind: 'single' as const, singleResult: { data: null } }
          return Promise.resolve({ body, http: { headers: new HeaderMap() } })
        },
      }),
  }
}

function refuse(reason: string): GraphQLError {
  return new GraphQLError(reason, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } })
}

/** Cuts the list of errors: one request must not buy an answer of any length. */
export function capErrors(maxErrors: number): GatewayPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ response: { body } }) {
          if (body.kind === 'single' && body.singleResult.errors !== undefined) {
            body.singleResult.errors = body.singleResult.errors.slice(0, maxErrors)
          }
          return Promise.resolve()
        },
      }),
  }
}

/** One line an operation: no variables, no tokens, no document. */
export function logOperations(logger: Logger): GatewayPlugin {
  return {
    requestDidStart({ contextValue: { requestId, trace, transport } }) {
      const startedAt = performance.now()
      return Promise.resolve({
        didEncounterErrors({ errors }) {
          for (const error of errors.filter(isUnexpected)) {
            const line = { err: error.originalError ?? error, requestId }
            context.with(trace.context, () => logger.error(line, 'operation failed'))
          }
          return Promise.resolve()
        },
        willSendResponse({ operation, operationName, response: { body } }) {
          const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : []
          const line = {
            requestId,
            transport,
            operation: operation?.operation ?? null,
            operationName: operationName?.slice(0, 100) ?? null,
            durationMs: Math.round(performance.now() - startedAt),
            errorCodes: errors.map(({ extensions }) => extensions?.['code']),
          }
          context.with(trace.context, () => logger.info(line, 'operation'))
          return Promise.resolve()
        },
      })
    },
  }
}

/** An error that nobody gave a code. */
function isUnexpected({ extensions }: GraphQLError): boolean {
  return extensions['code'] === undefined || extensions['code'] === 'INTERNAL_SERVER_ERROR'
}
