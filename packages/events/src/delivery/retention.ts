import type { Logger } from 'pino'
import { createLoop } from '../loop.ts'
import { quoteIdentifier } from '../sql.ts'
import type { EventDatabase } from './event-database.ts'

export interface RetentionOptions {
  readonly schema: string
  readonly database: EventDatabase
  readonly logger: Logger
  /** How long a settled event stays in the outbox. @default 30 */
  readonly outboxDays?: number
  /** How long the inbox remembers an event; longer than any outbox, or a late duplicate is applied again. @default 60 */
  readonly inboxDays?: number
  /** The pause between two rounds. @default 3_600_000 */
  readonly intervalMs?: number
}

/** Removes rows that have done their work. */
export interface Retention {
  start(): void
  stop(timeoutMs: number): Promise<void>
}

const BATCH_SIZE = 1_000

/** Removes settled outbox rows and old inbox rows in small batches. Dead letters stay: people remove them. */
export function createRetention(options: RetentionOptions): Retention {
  const { schema, database, logger, outboxDays = 30, inboxDays = 60, intervalMs = 3_600_000 } = options
  const remove = (table: string, key: string, age: string) => {
    const name = `${quoteIdentifier(schema)}.${table}`
    return `DELETE FROM ${name} WHERE ${key} IN (
      SELECT ${key} FROM ${name} WHERE ${age} < clock_timestamp() - make_interval(days => $1) LIMIT ${BATCH_SIZE})`
  }
  const purges = [
    { statement: remove('outbox_event', 'id', 'settled_at'), days: outboxDays },
    { statement: remove('inbox_event', 'event_id', 'received_at'), days: inboxDays },
  ]

  const loop = createLoop({
    name: `Retention of ${schema}'s events`,
    async round() {
      for (const { statement, days } of purges) {
        let removed: number | null = BATCH_SIZE
        while (removed === BATCH_SIZE && !loop.isStopping) {
          removed = (await database.pool.query(statement, [days])).rowCount
        }
      }
      return intervalMs
    },
    logger,
  })
  return { start: () => loop.start(), stop: (timeoutMs) => loop.stop(timeoutMs) }
}
