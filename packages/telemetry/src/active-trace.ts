import { isSpanContextValid, trace } from '@opentelemetry/api'

/** What runs now, as logs name it (OpenTelemetry, "Trace Context in non-OTLP Log Formats"). */
export interface ActiveTrace {
  readonly trace_id?: string
  readonly span_id?: string
}

/** The trace of what runs now, so that a line of a log leads to it; empty when nobody traces. */
export function activeTrace(): ActiveTrace {
  const span = trace.getActiveSpan()?.spanContext()
  if (span === undefined || !isSpanContextValid(span)) return {}
  return { trace_id: span.traceId, span_id: span.spanId }
}
