import { ProxyTracerProvider, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Pool } from 'pg'

const instrumentation = '@lyceum/prisma'

/**
 * Records a span for every statement that runs inside a traced operation, with its text and never its values.
 * What nobody traces, such as a poller's statements, runs as before; where the process has started no traces, the pool stays as it is.
 */
export function traceQueries(pool: Pool): void {
  if (!isTraced()) return
  // A pool runs its own statements through a client and a callback; they are recorded here, in the caller's context.
  pool.query = traced(pool.query)
  pool.on('connect', (client) => {
    client.query = traced(client.query)
  })
}

/** The provider that stands in until a real one is registered. */
const nobody = new ProxyTracerProvider().getDelegate()

function isTraced(): boolean {
  const provider = trace.getTracerProvider()
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegate() !== nobody
}

type AnyFunction = (...args: unknown[]) => unknown

function traced<Query extends object>(query: Query): Query {
  return new Proxy(query, {
    apply(target, self, args: unknown[]) {
      const isUntraced = trace.getActiveSpan() === undefined || typeof args.at(-1) === 'function'
      if (isUntraced) return Reflect.apply(target as AnyFunction, self, args)
      // Without a name: tsx keeps names by `Object.defineProperty`, which costs more than all else here.
      return record(textOf(args[0]), () => Reflect.apply(target as AnyFunction, self, args))
    },
  })
}

function record(text: string, run: () => unknown): unknown {
  const verb = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'SQL'
  const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': verb, 'db.query.text': text }
  const options = { kind: SpanKind.CLIENT, attributes }
  return trace.getTracer(instrumentation).startActiveSpan(verb, options, async (span) => {
    try {
      return await run()
    } catch (error) {
      span.recordException(error instanceof Error ? error : String(error))
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement
  const text: unknown = (statement as { readonly text?: unknown } | undefined)?.text
  return typeof text === 'string' ? text : ''
}
