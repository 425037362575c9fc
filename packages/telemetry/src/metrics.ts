import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { metrics } from '@opentelemetry/api'
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus'
import type { Resource } from '@opentelemetry/resources'
import { MeterProvider } from '@opentelemetry/sdk-metrics'

import { observeProcess } from './observe-process.ts'

export interface MetricsOptions {
  readonly resource: Resource
  readonly host: string
  readonly port: number
}

export interface MetricsServer {
  readonly url: string
  stop(): Promise<void>
}

/** What of the process every series names, so that a dashboard can choose by it. */
const namedOnSeries = /^service\.name$/

/** Serves `/metrics` in Prometheus' text format on a port of its own, which is not to be public. */
export async function startMetrics({ resource, host, port }: MetricsOptions): Promise<MetricsServer> {
  const exporter = new PrometheusExporter({
    preventServerStart: true,
    withoutScopeInfo: true,
    withResourceConstantLabels: namedOnSeries,
  })
  const provider = new MeterProvider({ resource, readers: [exporter] })
  metrics.setGlobalMeterProvider(provider)
  const stopObserving = observeProcess()
  const server = createServer((request, response) => {
    if (request.url === '/metrics') return exporter.getMetricsRequestHandler(request, response)
    response.writeHead(404).end()
  })
  server.listen(port, host)
  await once(server, 'listening')
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://${host}:${taken}/metrics`,
    async stop() {
      stopObserving()
      server.close()
      server.closeAllConnections()
      await provider.shutdown()
      metrics.disable()
    },
  }
}
