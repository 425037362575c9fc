import { type NewEvent, parsePayload } from '../catalogue/catalogue.ts'
import { quoteIdentifier, type SqlClient } from '../sql.ts'
import { currentTraceparent } from '../tracing.ts'

/** Where a subgraph says its events: rows in its own schema, written in the transaction of the change they tell of. */
export interface Outbox {
  /**
   * Adds the events, in order, and wakes the relay when the transaction commits.
   * Call it after the write of the aggregate's row, so that the row's lock puts concurrent changes in order.
   * @throws InvalidEventError when a payload does not match the catalogue
   */
  add(tx: SqlClient, events: NewEvent | readonly NewEvent[]): Promise<void>
}

/** The notification channel on which commits of a schema's outbox are announced. */
export function toOutboxChannel(schema: string): string {
  return `outbox_${schema}`
}

/** An outbox over `<schema>.outbox_event`. */
export function createOutbox({ schema }: { schema: string }): Outbox {
  const insert = `
    WITH added AS (
      INSERT INTO ${quoteIdentifier(schema)}.outbox_event
        (id, type, aggregate_id, aggregate_version, payload, request_id, traceparent, occurred_at)
      SELECT uuidv7(), e->>'type', e->>'aggregateId', (e->>'aggregateVersion')::bigint, e->'payload',
             e->>'requestId', $3::text, coalesce((e->>'occurredAt')::timestamptz, clock_timestamp())
      FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS element(e, position)
      ORDER BY position
    )
    SELECT pg_notify($2, '')`

  return {
    async add(tx, events) {
      const rows = toArray(events).map((event) => ({
        ...event,
        payload: parsePayload(event.type, event.payload),
      }))
      if (rows.length === 0) return
      await tx.$executeRawUnsafe(insert, JSON.stringify(rows), toOutboxChannel(schema), currentTraceparent())
    },
  }
}

function toArray(events: NewEvent | readonly NewEvent[]): readonly NewEvent[] {
  return Array.isArray(events) ? events : [events as NewEvent]
}
