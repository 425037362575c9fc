import { SpanKind, SpanStatusCode, context, propagation, trace } from '@opentelemetry/api'
import type { Attributes } from '@opentelemetry/api'

/** The name under which spans of delivery are recorded. */
const tracerName = '@lyceum/events'

/** `traceparent` of what runs now (W3C Trace Context section 3.2), or null when nobody traces. */
export function currentTraceparent(): string | null {
  const carrier: { traceparent?: string } = {}
  propagation.inject(context.active(), carrier)
  return carrier.traceparent ?? null
}

export interface ConsumerSpan {
  readonly name: string
  /** What caused the work; null begins a trace. */
  readonly traceparent: string | null
  readonly attributes: Attributes
}

/** Runs work as a span under what caused it, in whichever process that was. A failure is recorded and thrown on. */
export function runAsConsumer<T>(span: ConsumerSpan, work: () => Promise<T>): Promise<T> {
  const { name, traceparent, attributes } = span
  const parent = propagation.extract(context.active(), traceparent === null ? {} : { traceparent })
  const options = { kind: SpanKind.CONSUMER, attributes }
  return trace.getTracer(tracerName).startActiveSpan(name, options, parent, async (open) => {
    try {
      return await work()
    } catch (error) {
      open.recordException(error instanceof Error ? error : String(error))
      open.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      open.end()
    }
  })
}
