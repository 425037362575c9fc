import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Context } from '@opentelemetry/api'

/** How an operation went, for who looks at traces and metrics. */
export interface OperationEnd {
  /** Null for a document that could not be read. */
  readonly type: string | null
  readonly name: string | null
  readonly hasErrors: boolean
}

/** The trace of one operation of a client. */
export interface OperationTrace {
  /** Parent of everything that is done for it. */
  readonly context: Context
  end(result: OperationEnd): void
}

/** Begins a trace. Its root is always ours: a client's own trace id would let it write into the traces of others. */
export function beginTrace(requestId: string): OperationTrace {
  const attributes = { 'lyceum.request.id': requestId }
  const span = trace
    .getTracer('@lyceum/gateway')
    .startSpan('graphql operation', { kind: SpanKind.SERVER, attributes, root: true }, ROOT_CONTEXT)
  return {
    context: trace.setSpan(ROOT_CONTEXT, span),
    end({ type, name, hasErrors }) {
      span.updateName(`${type ?? 'graphql operation'}${name === null ? '' : ` ${name}`}`)
      if (type !== null) span.setAttribute('graphql.operation.type', type)
      if (name !== null) span.setAttribute('graphql.operation.name', name)
      if (hasErrors) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
  }
}
