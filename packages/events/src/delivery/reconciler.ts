import type { Logger } from 'pino'
import type { Broker } from '../broker/broker.ts'
import { isEventType } from '../catalogue/catalogue.ts'
import { createLoop } from '../loop.ts'
import { quoteIdentifier } from '../sql.ts'
import { consumerNames, listConsumersOf, type ConsumerName } from '../subscriptions.ts'
import type { EventDatabase } from './event-database.ts'
import { toEventJob } from './event-job.ts'
import { outboxColumns, toEnvelope, type Envelope, type OutboxRow } from './outbox-row.ts'
import type { DeliveryTiming } from './timing.ts'

export interface ReconcilerOptions {
  readonly schema: string
  readonly database: EventDatabase
  readonly broker: Broker
  readonly logger: Logger
  readonly timing?: DeliveryTiming
}

/** Rebuilds the queues from rows. */
export interface Reconciler {
  start(): void
  stop(timeoutMs: number): Promise<void>
}

type DueRow = OutboxRow & { readonly sequence: string }

const PAGE_SIZE = 100

/**
 * Looks up the jobs of every published event that is not settled. When each is completed (applied, or kept as a dead
 * letter) the event is settled; a job that the queue has lost is added again, one that failed gets new attempts.
 */
export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { schema, database, broker, logger, timing = {} } = options
  const { reconcileIntervalMs = 30_000, settleAfterMs = 30_000 } = timing
  const table = `${quoteIdentifier(schema)}.outbox_event`
  const queues = new Map(consumerNames.map((consumer) => [consumer, broker.jobQueue(toEventJob(consumer))]))
  const select = `
    SELECT ${outboxColumns}, sequence FROM ${table}
    WHERE settled_at IS NULL AND published_at <= clock_timestamp() - make_interval(secs => $1)
      AND sequence > $2 ORDER BY sequence LIMIT ${PAGE_SIZE}`
  const settle = `UPDATE ${table} SET settled_at = clock_timestamp() WHERE id = ANY($1::uuid[])`

  async function reconcileJob(consumer: ConsumerName, envelope: Envelope): Promise<boolean> {
    const queue = queues.get(consumer)
    const state = await queue?.stateOf(envelope.id)
    if (state === 'missing') await queue?.add(envelope, { jobId: envelope.id })
    if (state === 'failed') await queue?.retry(envelope.id)
    if (state === 'missing' || state === 'failed') {
      logger.info(
        { eventId: envelope.id, type: envelope.type, consumer, state },
        'An event is delivered again',
      )
    }
    return state === 'completed'
  }

  async function reconcileEvent(envelope: Envelope): Promise<boolean> {
    const consumers = isEventType(envelope.type) ? listConsumersOf(envelope.type) : []
    const areDone = await Promise.all(consumers.map((consumer) => reconcileJob(consumer, envelope)))
    return areDone.every((isDone) => isDone)
  }

  async function reconcilePage(after: string): Promise<string | undefined> {
    const { rows } = await database.pool.query<DueRow>(select, [settleAfterMs / 1_000, after])
    const settled: string[] = []
    // One after the other within an aggregate and out of it: what is added again keeps its order.
    for (const row of rows) {
      if (await reconcileEvent(toEnvelope(row))) settled.push(row.id)
    }
    if (settled.length > 0) await database.pool.query(settle, [settled])
    return rows.length === PAGE_SIZE ? rows.at(-1)?.sequence : undefined
  }

  const loop = createLoop({
    name: `Event reconciler of ${schema}`,
    async round() {
      let after: string | undefined = '0'
      while (after !== undefined && !loop.isStopping) after = await reconcilePage(after)
      return reconcileIntervalMs
    },
    logger,
  })
  return { start: () => loop.start(), stop: (timeoutMs) => loop.stop(timeoutMs) }
}
