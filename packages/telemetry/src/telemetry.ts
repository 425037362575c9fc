import type { SpanExporter } from '@opentelemetry/sdk-trace'

export interface TelemetryOptions {
  /** `service.name` of everything that is told, for example `courses`. */
  readonly service: string
  /** Tells instances of one service apart. @default the process id */
  readonly instance?: string
  /** An OTLP endpoint, for example `http://localhost:4318`; null = no traces. */
  readonly otlpEndpoint: string | null
  /** Where Prometheus reads `/metrics`; null = no metrics. Port 0 takes a free one. */
  readonly metrics: { readonly host: string; readonly port: number } | null
  /** In place of the endpoint, for specs. */
  readonly spanExporter?: SpanExporter
}

/** Traces and metrics of this process. */
export interface Telemetry {
  /** The address of `/metrics`; null when there is none. */
  readonly metricsUrl: string | null
  /** Sends what is not sent yet, within a bound. */
  stop(): Promise<void>
}

/**
 * Starts to record. Call it before the first instrument is made, so at the very start of a process.
 * OpenTelemetry keeps its providers global to the process: start it once.
 */
export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const { service, instance = String(process.pid), otlpEndpoint, metrics, spanExporter } = options
  const isTraced = otlpEndpoint !== null || spanExporter !== undefined
  if (!isTraced && metrics === null) return { metricsUrl: null, stop: () => Promise.resolve() }
  // The libraries are large, and who wants neither starts sooner without.
  const [{ resourceFromAttributes }, { startMetrics }, { startTracing }] = await Promise.all([
    import('@opentelemetry/resources'),
    import('./metrics.ts'),
    import('./tracing.ts'),
  ])
  const resource = resourceFromAttributes({ 'service.name': service, 'service.instance.id': instance })
  const tracing = isTraced ? startTracing({ resource, otlpEndpoint, spanExporter }) : null
  const server = metrics === null ? null : await startMetrics({ ...metrics, resource })
  return {
    metricsUrl: server?.url ?? null,
    async stop() {
      await Promise.all([tracing?.stop(), server?.stop()])
    },
  }
}
