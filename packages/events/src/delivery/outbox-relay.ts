import type { Logger } from 'pino'
import type { PoolClient } from 'pg'
import type { Broker } from '../broker/broker.ts'
import type { JobQueue } from '../broker/jobs.ts'
import { isEventType } from '../catalogue/catalogue.ts'
import { createLoop } from '../loop.ts'
import { quoteIdentifier } from '../sql.ts'
import { consumerNames, listConsumersOf, type ConsumerName } from '../subscriptions.ts'
import { toEventJob } from './event-job.ts'
import type { EventDatabase } from './event-database.ts'
import { outboxColumns, toEnvelope, type Envelope, type OutboxRow } from './outbox-row.ts'
import type { DeliveryTiming } from './timing.ts'
import { toOutboxChannel } from './outbox.ts'

export interface OutboxRelayOptions {
  readonly schema: string
  readonly database: EventDatabase
  readonly broker: Broker
  readonly logger: Logger
  readonly timing?: DeliveryTiming
  /** Events per transaction. @default 200 */
  readonly batchSize?: number
}

/** Hands a subgraph's unpublished events to the queues of their consumers. */
export interface OutboxRelay {
  start(): void
  stop(timeoutMs: number): Promise<void>
}

/** The pause when another relay is at work on earlier events of the same aggregates. */
const HELD_BACK_PAUSE_MS = 20

/**
 * A relay; any number of them may run on one outbox. Each takes unpublished rows that no other one has locked, and of
 * those leaves out every row with an earlier unpublished row of its aggregate elsewhere, so none is overtaken. The
 * rows are marked in the transaction that locked them, after the queues have them: a crash in between delivers
 * them again, which the inbox absorbs.
 */
export function createOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const { schema, database, broker, logger, timing = {}, batchSize = 200 } = options
  const { relayPollMs = 2_000 } = timing
  const table = `${quoteIdentifier(schema)}.outbox_event`
  const queues = new Map(consumerNames.map((consumer) => [consumer, broker.jobQueue(toEventJob(consumer))]))
  const select = `
    WITH locked AS MATERIALIZED (
      SELECT ${outboxColumns}, sequence FROM ${table}
      WHERE published_at IS NULL ORDER BY sequence LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    SELECT locked.*, NOT EXISTS (
      SELECT FROM ${table} AS earlier
      WHERE earlier.published_at IS NULL AND earlier.aggregate_id = locked.aggregate_id
        AND earlier.sequence < locked.sequence AND earlier.id NOT IN (SELECT id FROM locked)
    ) AS is_next
    FROM locked ORDER BY sequence`
  const mark = `
    UPDATE ${table}
    SET published_at = clock_timestamp(), settled_at = CASE WHEN id = ANY($2::uuid[]) THEN clock_timestamp() END
    WHERE id = ANY($1::uuid[])`

  async function publishBatch(session: PoolClient): Promise<number> {
    const { rows } = await session.query<OutboxRow & { is_next: boolean }>(select, [batchSize])
    const due = rows.filter((row) => row.is_next).map(toEnvelope)
    if (due.length > 0) {
      await addToQueues(due, queues)
      const unheard = due.filter((envelope) => consumersOf(envelope).length === 0)
      await session.query(mark, [due.map(({ id }) => id), unheard.map(({ id }) => id)])
    }
    if (rows.length > due.length) return HELD_BACK_PAUSE_MS
    return rows.length === batchSize ? 0 : relayPollMs
  }

  const loop = createLoop({
    name: `Outbox relay of ${schema}`,
    round: () => database.transaction(publishBatch),
    logger,
  })
  let ignoreNotifications = () => {}

  return {
    start() {
      ignoreNotifications = database.onNotification(toOutboxChannel(schema), () => loop.wake())
      loop.start()
    },
    async stop(timeoutMs) {
      ignoreNotifications()
      await loop.stop(timeoutMs)
    },
  }
}

function consumersOf({ type }: Envelope): readonly ConsumerName[] {
  return isEventType(type) ? listConsumersOf(type) : []
}

async function addToQueues(
  envelopes: readonly Envelope[],
  queues: ReadonlyMap<ConsumerName, JobQueue<unknown>>,
): Promise<void> {
  await Promise.all(
    [...queues].map(([consumer, queue]) =>
      queue.addAll(
        envelopes
          .filter((envelope) => consumersOf(envelope).includes(consumer))
          .map((envelope) => ({ data: envelope, jobId: envelope.id })),
      ),
    ),
  )
}
