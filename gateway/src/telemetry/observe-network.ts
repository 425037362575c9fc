import { metrics } from '@opentelemetry/api'
import type { ObservableResult } from '@opentelemetry/api'

import type { CircuitBreaker, CircuitState } from '../data-source/http/circuit-breaker.ts'

const states: readonly CircuitState[] = ['closed', 'open', 'half-open']

/** What is measured of the network between the gateway and one subgraph. */
export interface NetworkObserver {
  /** One more attempt at a query. */
  retried(): void
  stop(): void
}

/** Tells how a subgraph's circuit stands, 1 for the state that it is in, and counts attempts after the first. */
export function observeNetwork(subgraph: string, breaker: Pick<CircuitBreaker, 'state'>): NetworkObserver {
  const meter = metrics.getMeter('@lyceum/gateway')
  const circuit = meter.createObservableGauge('lyceum_gateway_circuit_state', {
    description: 'How the circuit to a subgraph stands: 1 for its state, 0 for the others',
  })
  const retries = meter.createCounter('lyceum_gateway_fetch_retries_total', {
    description: 'Attempts at a query after the first',
  })
  const read = (result: ObservableResult): void => {
    for (const state of states) result.observe(breaker.state === state ? 1 : 0, { subgraph, state })
  }
  circuit.addCallback(read)
  // So that the first retry is seen as one more than none.
  retries.add(0, { subgraph })
  return {
    retried: () => retries.add(1, { subgraph }),
    stop: () => circuit.removeCallback(read),
  }
}
