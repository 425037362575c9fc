import { context, propagation, trace } from '@opentelemetry/api'
import { eventually, startOtlpReceiver } from '@lyceum/testkit'
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
    expect(text).toMatch(/^lyceum_event_loop_delay_seconds\{quantile="0.99",service_name="courses"\} \d/m)
    expect(text).toMatch(/^lyceum_resident_memory_bytes\{service_name="courses"\} \d{7}/m)
    expect((await fetch(new URL('/', telemetry.metricsUrl ?? ''))).status).toBe(404)
  })
})
