import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import type { Resource } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { SpanExporter } from '@opentelemetry/sdk-trace'

export interface TracingOptions {
  readonly resource: Resource
  readonly otlpEndpoint: string | null
  readonly spanExporter: SpanExporter | undefined
}

export interface Tracing {
  stop(): Promise<void>
}

/** A collector that is away must not hold up a stop. */
const stopTimeoutMs = 3_000

/** Records spans and sends them in batches; what is active follows promises and crosses processes by W3C Trace Context. */
export function startTracing({ resource, otlpEndpoint, spanExporter }: TracingOptions): Tracing {
  const exporter = spanExporter ?? new OTLPTraceExporter({ url: tracesUrl(otlpEndpoint) })
  const processor = new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000 })
  const provider = new TracerProvider({ resource, spanProcessors: [processor] })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(provider)
  return {
    async stop() {
      const bound = new Promise<void>((resolve) => setTimeout(resolve, stopTimeoutMs).unref())
      // What cannot be sent any more is lost: nobody is left to try again.
      await Promise.race([provider.shutdown().catch(() => undefined), bound])
      trace.disable()
      propagation.disable()
      context.disable()
    },
  }
}

/** The signal's path below the base, as the OTLP specification has it for `OTEL_EXPORTER_OTLP_ENDPOINT`. */
function tracesUrl(endpoint: string | null): string {
  return new URL('v1/traces', `${(endpoint ?? 'http://localhost:4318').replace(/\/$/, '')}/`).href
}
