/** The columns of an outbox row that make its envelope. */
export const outboxColumns =
  'id, type, aggregate_id, aggregate_version, payload, request_id, traceparent, occurred_at'

/** Those columns as node-postgres reads them. */
export interface OutboxRow {
  readonly id: string
  readonly type: string
  readonly aggregate_id: string
  readonly aggregate_version: string
  readonly payload: unknown
  readonly request_id: string | null
  readonly traceparent: string | null
  readonly occurred_at: Date
}

/** An envelope that the catalogue has not seen yet. */
export interface Envelope {
  readonly id: string
  readonly type: string
  readonly aggregateId: string
  readonly aggregateVersion: number
  readonly occurredAt: string
  readonly requestId: string | null
  readonly traceparent: string | null
  readonly payload: unknown
}

/** The row as it travels. */
export function toEnvelope(row: OutboxRow): Envelope {
  return {
    id: row.id,
    type: row.type,
    aggregateId: row.aggregate_id,
    aggregateVersion: Number(row.aggregate_version),
    occurredAt: row.occurred_at.toISOString(),
    requestId: row.request_id,
    traceparent: row.traceparent,
    payload: row.payload,
  }
}
