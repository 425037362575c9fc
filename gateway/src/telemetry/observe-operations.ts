import type { ApolloServerPlugin } from '@apollo/server'
import { metrics } from '@opentelemetry/api'

import type { GatewayContext } from '../context.ts'

/** Names are the clients' to choose: beyond so many, the rest share one. */
const maxNames = 500
const longestName = 100

/** Ends the trace of every operation and measures it, by its name. */
export function observeOperations(): ApolloServerPlugin<GatewayContext> {
  const names = new Set<string>()
  const duration = metrics
    .getMeter('@lyceum/gateway')
    .createHistogram('lyceum_gateway_operation_duration_seconds', {
      description: 'How long the gateway took for an operation; of a subscription, for its beginning',
      advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
    })

  function bound(name: string): string {
    if (names.has(name)) return name
    if (names.size >= maxNames) return 'other'
    names.add(name)
    return name
  }

  return {
    requestDidStart({ contextValue: { trace } }) {
      const startedAt = performance.now()
      return Promise.resolve({
        willSendResponse({ operation, operationName, response: { body } }) {
          const type = operation?.operation ?? null
          const name = operationName?.slice(0, longestName) ?? null
          const hasErrors = body.kind === 'single' && (body.singleResult.errors?.length ?? 0) > 0
          trace.end({ type, name, hasErrors })
          duration.record((performance.now() - startedAt) / 1_000, {
            // Only what was valid: anybody can send names with nothing behind them.
            operation: type === null || name === null ? 'unnamed' : bound(name),
            operation_type: type ?? 'unknown',
            outcome: hasErrors ? 'error' : 'ok',
          })
          return Promise.resolve()
        },
      })
    },
  }
}
