import type { Logger } from 'pino'
import type { Broker } from './broker/broker.ts'
import { createConsumer } from './delivery/consumer.ts'
import type { ReplayOptions, ReplayOutcome } from './delivery/dead-letters.ts'
import type { EventDatabase } from './delivery/event-database.ts'
import { observeDelivery } from './delivery/observe-delivery.ts'
import { createOutboxRelay } from './delivery/outbox-relay.ts'
import { createOutbox, type Outbox } from './delivery/outbox.ts'
import { createReconciler } from './delivery/reconciler.ts'
import { createRetention } from './delivery/retention.ts'
import type { DeliveryTiming } from './delivery/timing.ts'
import type { SqlClient, Transact } from './sql.ts'
import {
  isConsumerName,
  type ConsumerName,
  type EventHandlers,
  type HandlersByType,
} from './subscriptions.ts'

/** What a subgraph's eventing is made of. */
export interface EventingOptions<Tx extends SqlClient> {
  /** The PostgreSQL schema with the outbox, inbox and dead letters. @default the subgraph's name */
  readonly schema?: string
  readonly transact: Transact<Tx>
  /** Shared by every subgraph on the same pool. */
  readonly database: EventDatabase
  /** Shared by every subgraph of the process. */
  readonly broker: Broker
  readonly logger: Logger
  readonly timing?: DeliveryTiming
}

/** Handlers are demanded of a subgraph that is a consumer and refused of any other. */
export type HandlersOf<Subgraph extends string, Tx extends SqlClient> = Subgraph extends ConsumerName
  ? { readonly handlers: EventHandlers<Subgraph, Tx> }
  : { readonly handlers?: never }

/** Everything about events that a subgraph has. */
export interface Eventing {
  readonly outbox: Outbox
  /** Starts relay, reconciler, retention and, where the subgraph has handlers, its consumer. */
  start(): Promise<void>
  /** Ends work in flight within the bound; broker and database stay open for others. @default 10_000 */
  stop(options?: { timeoutMs?: number }): Promise<void>
  /** Applies dead letters of this subgraph's consumer again; all that are open, or those named. */
  replayDeadLetters(options?: ReplayOptions): Promise<ReplayOutcome>
}

const STOP_TIMEOUT_MS = 10_000

/** Puts together the events of one subgraph: what it says, and what it hears. */
export function createEventing<const Subgraph extends string, Tx extends SqlClient>(
  options: EventingOptions<Tx> & { readonly subgraph: Subgraph } & HandlersOf<Subgraph, Tx>,
): Eventing
export function createEventing<Tx extends SqlClient>(
  options: EventingOptions<Tx> & { readonly subgraph: string; readonly handlers?: HandlersByType<Tx> },
): Eventing {
  const { subgraph, schema = subgraph, transact, handlers, database, broker, timing = {} } = options
  const logger = options.logger.child({ subgraph })
  const shared = { schema, database, broker, logger, timing }
  const relay = createOutboxRelay(shared)
  const reconciler = createReconciler(shared)
  const retention = createRetention(shared)
  const consumer =
    isConsumerName(subgraph) && handlers !== undefined
      ? createConsumer({ ...shared, name: subgraph, transact, handlers })
      : undefined
  let stopObserving = (): void => undefined
  const parts = [relay, reconciler, retention, ...(consumer === undefined ? [] : [consumer])]

  return {
    outbox: createOutbox({ schema }),
    async start() {
      stopObserving = observeDelivery(shared)
      for (const part of parts) part.start()
    },
    async stop({ timeoutMs = STOP_TIMEOUT_MS } = {}) {
      stopObserving()
      await Promise.all(parts.map((part) => part.stop(timeoutMs)))
    },
    async replayDeadLetters(replay) {
      return (await consumer?.replayDeadLetters(replay)) ?? { replayed: 0, failed: 0 }
    },
  }
}
