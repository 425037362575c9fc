import { metrics } from '@opentelemetry/api'
import type { ObservableResult } from '@opentelemetry/api'

/** Tells how many sockets of clients are open. Returns how to stop. */
export function observeSockets(connections: { readonly size: number }): () => void {
  const sockets = metrics.getMeter('@lyceum/gateway').createObservableGauge('lyceum_gateway_open_sockets', {
    description: 'Sockets of clients that are open',
  })
  const read = (result: ObservableResult): void => result.observe(connections.size)
  sockets.addCallback(read)
  return () => sockets.removeCallback(read)
}
