import { SpanKind, SpanStatusCode, context, metrics, propagation, trace } from '@opentelemetry/api'
import type { ExecutionResult } from 'graphql'

import type { RequestHeaders } from './subgraph.ts'

const instrumentation = '@lyceum/kit'

export interface ObservedOperation {
  readonly headers: RequestHeaders
  /** `query`, `mutation` or `subscription`; null for a document that does not say. */
  readonly type: string | null
  readonly name: string | undefined
}

/** Runs operations as spans under the trace their headers name, and measures them. */
export type OperationObserver = <T extends object>(
  operation: ObservedOperation,
  run: () => Promise<T>,
) => Promise<T>

/** An observer of one subgraph's operations; it records nothing where the process has started no telemetry. */
export function createOperationObserver(subgraph: string): OperationObserver {
  const tracer = trace.getTracer(instrumentation)
  const duration = metrics
    .getMeter(instrumentation)
    .createHistogram('lyceum_subgraph_operation_duration_seconds', {
      description: 'How long a subgraph took for an operation; of a subscription, for its beginning',
      advice: { explicitBucketBoundaries: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] },
    })

  return async ({ headers, type, name }, run) => {
    const startedAt = performance.now()
    const parent = propagation.extract(context.active(), headers)
    const attributes = {
      'graphql.operation.type': type ?? 'unknown',
      ...(name !== undefined && { 'graphql.operation.name': name }),
    }
    return tracer.startActiveSpan(
      `${subgraph} ${type ?? 'operation'}`,
      { kind: SpanKind.SERVER, attributes },
      parent,
      async (span) => {
        let outcome = 'error'
        try {
          const result = await run()
          if (!hasErrors(result)) outcome = 'ok'
          return result
        } finally {
          if (outcome === 'error') span.setStatus({ code: SpanStatusCode.ERROR })
          span.end()
          duration.record((performance.now() - startedAt) / 1_000, {
            subgraph,
            operation_type: type ?? 'unknown',
            outcome,
          })
        }
      },
    )
  }
}

function hasErrors(result: object): boolean {
  return ((result as ExecutionResult).errors?.length ?? 0) > 0
}
