import type { Logger } from 'pino'
import type { Pool } from 'pg'
import type { Broker } from './broker/broker.ts'
import type { Outbox } from './delivery/outbox.ts'
import type { SqlClient, Transact } from './sql.ts'
import type { ConsumerName, EventHandlers } from './subscriptions.ts'

/** The relay's view of the database: pool plus one shared LISTEN connection. Make one per pool. */
export interface EventDatabase {
  close(): Promise<void>
}

export declare function createEventDatabase(options: { pool: Pool; logger: Logger }): EventDatabase

export interface EventingOptions<Tx extends SqlClient> {
  /** The PostgreSQL schema with the outbox, inbox and dead letters. @default the subgraph's name */
  readonly schema?: string
  readonly transact: Transact<Tx>
  readonly database: EventDatabase
  readonly broker: Broker
  readonly logger: Logger
  readonly clock?: { now(): Date }
}

/** Everything about events that a subgraph has. */
export interface Eventing {
  readonly outbox: Outbox
  /** Starts relay, reconciler and, where the subgraph has handlers, its consumer. */
  start(): Promise<void>
  /** Ends work in flight within the bound. @default 10_000 */
  stop(options?: { timeoutMs?: number }): Promise<void>
  /** Sends dead letters of this subgraph's consumer to their handler again; all of them, or those named. Returns how many. */
  replayDeadLetters(options?: { ids?: readonly string[] }): Promise<number>
}

/** Handlers are demanded of a subgraph that is a consumer and refused of any other. */
export type HandlersOf<Subgraph extends string, Tx extends SqlClient> = Subgraph extends ConsumerName
  ? { readonly handlers: EventHandlers<Subgraph, Tx> }
  : { readonly handlers?: never }

export declare function createEventing<const Subgraph extends string, Tx extends SqlClient>(
  options: EventingOptions<Tx> & { readonly subgraph: Subgraph } & HandlersOf<Subgraph, Tx>,
): Eventing
