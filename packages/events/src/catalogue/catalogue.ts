import { z } from 'zod'
import { assessmentEvents } from './assessment-events.ts'
import { certificateEvents } from './certificate-events.ts'
import { courseEvents } from './course-events.ts'
import { enrollmentEvents } from './enrollment-events.ts'
import { lectureEvents } from './lecture-events.ts'
import { mediaEvents } from './media-events.ts'
import { paymentEvents } from './payment-events.ts'
import { userEvents } from './user-events.ts'

const definitions = [
  ...userEvents,
  ...courseEvents,
  ...lectureEvents,
  ...enrollmentEvents,
  ...assessmentEvents,
  ...mediaEvents,
  ...paymentEvents,
  ...certificateEvents,
] as const

type Definition = (typeof definitions)[number]

/** The name of a domain event, e.g. `course.published`. */
export type EventType = Definition['type']

/** What an event of the type carries: the state after the change. */
export type EventPayload<Type extends EventType> = z.output<Extract<Definition, { type: Type }>['payload']>

/**
 * An event as it travels: the envelope. Its type discriminates the union, so `switch (event.type)` narrows the payload.
 * A projection ignores an event whose `aggregateVersion` is not greater than the version it has.
 */
export type DomainEvent<Type extends EventType = EventType> = Type extends EventType
  ? {
      readonly id: string
      readonly type: Type
      readonly aggregateId: string
      readonly aggregateVersion: number
      /** ISO 8601, UTC. */
      readonly occurredAt: string
      /** The request that caused it, for logs; null when no request did. */
      readonly requestId: string | null
      /** W3C Trace Context of what caused it; null when nobody traces. */
      readonly traceparent: string | null
      readonly payload: EventPayload<Type>
    }
  : never

/** An event about to be said. The outbox gives it its id and, unless told otherwise, its time. */
export type NewEvent<Type extends EventType = EventType> = Type extends EventType
  ? {
      readonly type: Type
      readonly aggregateId: string
      readonly aggregateVersion: number
      readonly payload: EventPayload<Type>
      /** @default null */
      readonly requestId?: string | null
      /** @default the database's time */
      readonly occurredAt?: Date
    }
  : never

/** Every type of the catalogue. */
export const eventTypes: readonly EventType[] = definitions.map((definition) => definition.type)

const payloadSchemas: ReadonlyMap<string, z.ZodType> = new Map(
  definitions.map((definition) => [definition.type, definition.payload]),
)

/** Whether the catalogue knows the type. */
export function isEventType(type: string): type is EventType {
  return payloadSchemas.has(type)
}

const envelopeSchema = z.object({
  id: z.uuid(),
  type: z.string().refine(isEventType, 'is not a type of the event catalogue'),
  aggregateId: z.string().min(1),
  aggregateVersion: z.int().min(0),
  occurredAt: z.iso.datetime(),
  requestId: z.string().nullable(),
  // Absent from what the release before tracing queued.
  traceparent: z.string().nullable().default(null),
  payload: z.unknown(),
})

/** Thrown when something that claims to be an event does not match the catalogue. Trying again cannot help. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError'
  static readonly code = 'INVALID_EVENT'
  readonly code = InvalidEventError.code
}

/** Checks what arrived against the catalogue. @throws InvalidEventError naming every violation */
export function parseEvent(candidate: unknown): DomainEvent {
  const envelope = envelopeSchema.safeParse(candidate)
  if (!envelope.success) {
    throw new InvalidEventError(`Not an event: ${z.prettifyError(envelope.error)}`, { cause: envelope.error })
  }
  const payload = parsePayload(envelope.data.type, envelope.data.payload)
  // The schema of the type has just accepted the payload: the one place where the two are joined to the union.
  return { ...envelope.data, payload } as DomainEvent
}

/** Checks a payload against the schema of its type. @throws InvalidEventError */
export function parsePayload(type: EventType, payload: unknown): unknown {
  const schema = payloadSchemas.get(type)
  if (schema === undefined) throw new InvalidEventError(`The catalogue has no event type ${type}`)
  const result = schema.safeParse(payload)
  if (!result.success) {
    throw new InvalidEventError(`Payload of ${type}: ${z.prettifyError(result.error)}`, {
      cause: result.error,
    })
  }
  return result.data
}
