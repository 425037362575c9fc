import { createNoopMeter, metrics } from '@opentelemetry/api'
import type { Pool } from 'pg'

/**
 * Tells what a pool's connections do, and how long whoever needed one has waited for it. Where the process has started no metrics,
 * the pool stays as it is.
 */
export function observePool(pool: Pool): void {
  const meter = metrics.getMeter('@lyceum/prisma')
  if (meter === createNoopMeter()) return
  const connections = meter.createObservableGauge('lyceum_database_connections', {
    description: 'Connections of the pool, by state; waiting: who has none yet',
  })
  connections.addCallback((result) => {
    result.observe(pool.totalCount - pool.idleCount, { state: 'busy' })
    result.observe(pool.idleCount, { state: 'idle' })
    result.observe(pool.waitingCount, { state: 'waiting' })
  })
  const wait = meter.createHistogram('lyceum_database_connection_wait_seconds', {
    description: 'How long a connection of the pool was waited for, also in vain',
    advice: { explicitBucketBoundaries: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] },
  })
  pool.connect = timed(pool.connect, (seconds) => wait.record(seconds))
}

type AnyFunction = (...args: unknown[]) => unknown

/**
 * Everything goes through `connect`, the pool's own statements too. On this path no closure has a name: to name one costs more than
 * all else here (tsx keeps names by `Object.defineProperty`).
 */
function timed<Connect extends object>(connect: Connect, onConnected: (seconds: number) => void): Connect {
  return new Proxy(connect, {
    apply(target, self, [callback]: unknown[]) {
      const startedAt = performance.now()
      if (typeof callback !== 'function') {
        const connected = Reflect.apply(target as AnyFunction, self, []) as Promise<unknown>
        return connected.finally(() => onConnected(secondsSince(startedAt)))
      }
      return Reflect.apply(target as AnyFunction, self, [
        (...result: unknown[]) => {
          onConnected(secondsSince(startedAt))
          Reflect.apply(callback as AnyFunction, undefined, result)
        },
      ])
    },
  })
}

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1_000
}
