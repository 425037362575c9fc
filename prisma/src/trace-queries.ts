import { SpanKind, SpanStatusCode, metrics, trace } from '@opentelemetry/api'
import type { Pool } from 'pg'

const instrumentation = '@lyceum/prisma'

/**
 * Records a span for every statement that runs inside a traced operation, with its text and never its values, and tells how
 * many wait for a connection. What nobody traces, such as a poller's statements, runs as before.
 */
export function traceQueries(pool: Pool): void {
  // A pool runs its own statements through a client and a callback; they are recorded here, in the caller's context.
  pool.query = traced(pool.query)
  pool.on('connect', (client) => {
    client.query = traced(client.query)
  })
  observe(pool)
}

function traced<Query extends object>(query: Query): Query {
  return new Proxy(query, {
    apply(target, self, args: unknown[]) {
      const run = (): unknown => Reflect.apply(target as (...args: unknown[]) => unknown, self, args)
      if (trace.getActiveSpan() === undefined || typeof args.at(-1) === 'function') return run()
      return record(textOf(args[0]), run)
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

function observe(pool: Pool): void {
  const meter = metrics.getMeter(instrumentation)
  const connections = meter.createObservableGauge('lyceum_database_connections', {
    description: 'Connections of the pool, by state; waiting: who has none yet',
  })
  connections.addCallback((result) => {
    result.observe(pool.totalCount - pool.idleCount, { state: 'busy' })
    result.observe(pool.idleCount, { state: 'idle' })
    result.observe(pool.waitingCount, { state: 'waiting' })
  })
}
