import type { Logger } from 'pino'
import { InvalidEventError, parseEvent } from '../catalogue/catalogue.ts'
import { quoteIdentifier, type SqlClient } from '../sql.ts'
import type { AfterCommit, ConsumerName, HandlersByType } from '../subscriptions.ts'

export interface EventApplierOptions<Tx extends SqlClient> {
  readonly name: ConsumerName
  readonly schema: string
  readonly handlers: HandlersByType<Tx>
  readonly logger: Logger
}

/** Applies events with the consumer's handlers, each once. */
export interface EventApplier<Tx extends SqlClient> {
  /**
   * Records the event in the inbox and runs its handler; does nothing when the inbox has it.
   * @throws InvalidEventError when it is no event, or none that the consumer has a handler for
   */
  inTransaction(tx: Tx, candidate: unknown): Promise<AfterCommit | undefined>
  /** Does what the handler left for after the commit. Its failure is logged: the event is applied. */
  afterCommit(effect: AfterCommit | undefined): Promise<void>
}

/** An applier over `<schema>.inbox_event`. */
export function createEventApplier<Tx extends SqlClient>(options: EventApplierOptions<Tx>): EventApplier<Tx> {
  const { name, schema, handlers, logger } = options
  const receive = `
    INSERT INTO ${quoteIdentifier(schema)}.inbox_event (event_id, type, received_at)
    VALUES ($1::uuid, $2, clock_timestamp()) ON CONFLICT DO NOTHING`
  return {
    async inTransaction(tx, candidate) {
      const event = parseEvent(candidate)
      const apply = Object.hasOwn(handlers, event.type) ? handlers[event.type] : undefined
      if (apply === undefined)
        throw new InvalidEventError(`Consumer ${name} has no handler for ${event.type}`)
      const isNew = (await tx.$executeRawUnsafe(receive, event.id, event.type)) === 1
      if (!isNew) return undefined
      // The handler of the type takes the payload of the type, which the catalogue has just checked.
      return (await apply(tx, event as never)) ?? undefined
    },
    async afterCommit(effect) {
      try {
        await effect?.()
      } catch (error) {
        logger.warn({ err: error }, 'What should follow the commit of an event failed')
      }
    },
  }
}
