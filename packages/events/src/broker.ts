import type { Logger } from 'pino'
import type { JobDefinition, JobQueue, JobWorker, JobWorkerOptions } from './jobs.ts'
import type { LiveBus } from './live.ts'

/** Where queues and live messages live. */
export type BrokerOptions =
  | { readonly kind: 'postgres'; readonly connectionString: string; readonly schema: string }
  | { readonly kind: 'redis'; readonly url: string }

/** Queues, workers and live messages of one process; make one and hand it to every subgraph of the process. */
export interface Broker {
  readonly live: LiveBus
  /** The producing end of a job; the same one for every call with the same job. */
  jobQueue<Data>(job: JobDefinition<Data>): JobQueue<Data>
  /** Starts working on a job. */
  jobWorker<Data>(job: JobDefinition<Data>, options: JobWorkerOptions<Data>): JobWorker
  /** Rejects when the backend does not answer. */
  ping(): Promise<void>
  /** Stops every worker, lets work in flight end within the bound, then closes every connection. @default 10_000 */
  close(options?: { timeoutMs?: number }): Promise<void>
}

/** Connects, and on PostgreSQL brings BullMQ's own schema up to date (safe when several processes start at once). */
export declare function createBroker(options: BrokerOptions, deps: { logger: Logger }): Promise<Broker>
