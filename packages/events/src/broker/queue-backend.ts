import type { Processor, Queue, Relay, Worker, WorkerListener, WorkerOptions } from 'bullmq'

/** What is used of a BullMQ queue, on any backend. */
export interface BackendQueue extends Pick<
  Queue<unknown, unknown, string>,
  'addBulk' | 'getJobState' | 'getJob' | 'getJobCounts' | 'getWaiting' | 'close'
> {
  on(event: 'error', listener: (error: Error) => void): unknown
}

type WorkerEvents = WorkerListener<unknown, unknown, string>

/** What is used of a BullMQ worker, on any backend. */
export interface BackendWorker extends Pick<Worker, 'cancelJob' | 'cancelAllJobs' | 'close'> {
  on<Event extends keyof WorkerEvents>(event: Event, listener: WorkerEvents[Event]): unknown
}

/** What is used of a BullMQ relay, on any backend. */
export interface BackendRelay extends Pick<Relay, 'subscribe' | 'publish' | 'close'> {
  on(event: 'error', listener: (error: Error) => void): unknown
  /** Its server had forgotten it, and knows its subscriptions again: messages were lost in between. */
  on(event: 'recovered', listener: () => void): unknown
}

export type BackendWorkerOptions = Omit<WorkerOptions, 'connection'>

/** What differs between PostgreSQL and Redis: how BullMQ's objects are made and what they are connected by. */
export interface QueueBackend {
  createQueue(name: string): BackendQueue
  createWorker(
    name: string,
    processor: Processor<unknown, unknown>,
    options: BackendWorkerOptions,
  ): BackendWorker
  createRelay(): BackendRelay
  ping(): Promise<void>
  /** Closes the connections. Queues, workers and relays are closed before. */
  close(): Promise<void>
}
