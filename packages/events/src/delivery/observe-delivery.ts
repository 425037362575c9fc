import { metrics } from '@opentelemetry/api'
import type { BatchObservableResult } from '@opentelemetry/api'
import { quoteIdentifier } from '../sql.ts'
import type { EventDatabase } from './event-database.ts'

export interface DeliveryObservation {
  readonly schema: string
  readonly database: Pick<EventDatabase, 'pool'>
}

/** Tells how far a subgraph's events are behind, asked whenever somebody reads the metrics. Returns how to stop. */
export function observeDelivery({ schema, database }: DeliveryObservation): () => void {
  const meter = metrics.getMeter('@lyceum/events')
  const lag = meter.createObservableGauge('lyceum_outbox_lag_seconds', {
    description: 'Age of the oldest event that no queue has yet',
  })
  const unpublished = meter.createObservableGauge('lyceum_outbox_events', {
    description: 'Events that no queue has yet',
  })
  const dead = meter.createObservableGauge('lyceum_dead_letters', {
    description: 'Events that could not be applied and wait for a person',
  })
  const qualified = quoteIdentifier(schema)
  const select = `
    SELECT (SELECT count(*) FROM ${qualified}.outbox_event WHERE published_at IS NULL)::int AS unpublished,
           (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(occurred_at)), 0)
            FROM ${qualified}.outbox_event WHERE published_at IS NULL)::float8 AS lag,
           (SELECT count(*) FROM ${qualified}.dead_letter WHERE replayed_at IS NULL)::int AS dead`
  const instruments = [lag, unpublished, dead]

  async function read(result: BatchObservableResult): Promise<void> {
    const { rows } = await database.pool.query<{ unpublished: number; lag: number; dead: number }>(select)
    const [row] = rows
    if (row === undefined) return
    const labels = { subgraph: schema }
    result.observe(lag, row.lag, labels)
    result.observe(unpublished, row.unpublished, labels)
    result.observe(dead, row.dead, labels)
  }

  meter.addBatchObservableCallback(read, instruments)
  return () => meter.removeBatchObservableCallback(read, instruments)
}
