import { context, propagation, trace } from '@opentelemetry/api'
import { createPool } from '@lyceum/prisma'
import { createTestDatabase, eventually, startOtlpReceiver } from '@lyceum/testkit'
import { afterEach, describe, expect, it } from 'vitest'

import { startTelemetry } from '../src/index.ts'
import type { Telemetry } from '../src/index.ts'

const service = { service: 'courses', instance: '1', otlpEndpoint: null, metrics: null }

let telemetry: Telemetry | undefined
afterEach(() => telemetry?.stop())

/** Runs `work` as a span, under a caller's trace when there is one. */
function inSpan<T>(name: string, work: () => Promise<T>, headers: object = {}): Promise<T> {
  const parent = propagation.extract(context.active(), headers)
  return trace.getTracer('spec').startActiveSpan(name, {}, parent, async (span) => {
    try {
      return await work()
    } finally {
      span.end()
    }
  })
}

describe('traces', () => {
  it('reach the collector under the trace that a caller began in another process', async () => {
    await using receiver = await startOtlpReceiver()
    telemetry = await startTelemetry({ ...service, otlpEndpoint: receiver.endpoint })
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    const traceparent = `00-${traceId}-b7ad6b7169203331-01`

    await inSpan('outer', () => inSpan('inner', () => Promise.resolve()), { traceparent })

    await eventually(() => expect(receiver.spans).toHaveLength(2))
    const outer = receiver.spans.find(({ name }) => name === 'outer')
    expect(outer).toMatchObject({ service: 'courses', traceId, parentSpanId: 'b7ad6b7169203331' })
    expect(receiver.spans.find(({ name }) => name === 'inner')).toMatchObject({
      traceId,
      parentSpanId: outer?.spanId,
    })
  })

  it('hold the statements of an operation, with their text and without their values', async () => {
    await using receiver = await startOtlpReceiver()
    await using database = await createTestDatabase()
    telemetry = await startTelemetry({ ...service, otlpEndpoint: receiver.endpoint })
    const pool = createPool(database.url, { max: 1 })

    await pool.query('SELECT 1 AS nobody_traces_this')
    await inSpan('operation', async () => {
      // The second has to wait for the only connection, and still belongs to this operation.
      await Promise.all([pool.query('SELECT $1::text', ['a secret']), pool.query('SELECT 2')])
      const client = await pool.connect()
      await client.query('SELECT 3')
      client.release()
      await expect(pool.query('SELECT 1 / 0')).rejects.toThrow('division by zero')
    })
    await pool.end()

    await eventually(() => expect(receiver.spans).toHaveLength(5))
    const operation = receiver.spans.find(({ name }) => name === 'operation')
    const statements = receiver.spans.filter(({ parentSpanId }) => parentSpanId === operation?.spanId)
    expect(statements.map(({ attributes }) => attributes['db.query.text']).toSorted()).toEqual([
      'SELECT $1::text',
      'SELECT 1 / 0',
      'SELECT 2',
      'SELECT 3',
    ])
    expect(JSON.stringify(receiver.spans)).not.toContain('a secret')
  })

  it('do not hold up a stop when the collector is away', async () => {
    telemetry = await startTelemetry({ ...service, otlpEndpoint: 'http://127.0.0.1:9' })
    await inSpan('lost', () => Promise.resolve())

    await expect(telemetry.stop()).resolves.toBeUndefined()
    telemetry = undefined
  })

  it('cost nothing where no telemetry was started', async () => {
    await inSpan('unheard', () => {
      expect(trace.getActiveSpan()?.isRecording() ?? false).toBe(false)
      return Promise.resolve()
    })
  })
})

describe('metrics', () => {
  it('are read on a port of their own, in the text format of Prometheus', async () => {
    telemetry = await startTelemetry({ ...service, metrics: { host: '127.0.0.1', port: 0 } })

    const response = await fetch(telemetry.metricsUrl ?? '')

    expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
    const text = await response.text()
    expect(text).toMatch(/^lyceum_event_loop_delay_seconds\{quantile="0.99"\} \d/m)
    expect(text).toMatch(/^lyceum_resident_memory_bytes \d{7}/m)
    expect((await fetch(new URL('/', telemetry.metricsUrl ?? ''))).status).toBe(404)
  })
})
