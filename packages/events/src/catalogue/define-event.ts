import type { z } from 'zod'

/** A kind of domain event: its stable name and the schema that every payload of it satisfies. */
export interface EventDefinition<Type extends string = string, Payload extends z.ZodType = z.ZodType> {
  readonly type: Type
  readonly payload: Payload
}

/**
 * Declares a kind of event. A payload may gain optional fields; anything else is a new event type, because rows
 * and jobs of the previous release are still on their way when the next one starts.
 */
export function defineEvent<const Type extends string, Payload extends z.ZodType>(
  type: Type,
  payload: Payload,
): EventDefinition<Type, Payload> {
  return Object.freeze({ type, payload })
}
