import type { Logger } from 'pino'
import { endsWithin } from '../timing.ts'
import { createJobQueue } from './job-queue.ts'
import { createJobWorker } from './job-worker.ts'
import { observeQueue } from './observe-queue.ts'
import type { JobDefinition, JobQueue, JobWorker, JobWorkerOptions } from './jobs.ts'
import { createLiveBus } from './live-bus.ts'
import type { LiveBus } from './live.ts'
import { openPostgresBackend } from './postgres-backend.ts'
import type { BackendQueue, QueueBackend } from './queue-backend.ts'
import { openRedisBackend } from './redis-backend.ts'

/** Where queues and live messages live. */
export type BrokerOptions =
  | { readonly kind: 'postgres'; readonly connectionString: string; readonly schema: string }
  | { readonly kind: 'redis'; readonly url: string }

/** Queues, workers and live messages of one process; make one and hand it to every subgraph of the process. */
export interface Broker {
  readonly live: LiveBus
  /** The producing end of a job. */
  jobQueue<Data>(job: JobDefinition<Data>): JobQueue<Data>
  /** Starts working on a job. */
  jobWorker<Data>(job: JobDefinition<Data>, options: JobWorkerOptions<Data>): JobWorker
  /** Rejects when the backend does not answer. */
  ping(): Promise<void>
  /**
   * Stops every worker, lets work in flight end within the bound, then closes every connection.
   * `timeoutMs` is for the workers; what follows has a bound of its own. @default 10_000
   */
  close(options?: { timeoutMs?: number }): Promise<void>
}

const CLOSE_TIMEOUT_MS = 10_000
/** Closing a connection asks its server; a server that is gone does not answer. */
const DISCONNECT_TIMEOUT_MS = 3_000

/** Connects, and on PostgreSQL brings BullMQ's own schema up to date (safe when several processes start at once). */
export async function createBroker(options: BrokerOptions, { logger }: { logger: Logger }): Promise<Broker> {
  const backend = await openBackend(options, logger)
  const relay = backend.createRelay()
  relay.on('error', (error: Error) => logger.warn({ err: error }, 'The live bus has an error'))
  const live = createLiveBus(relay, logger)
  const queues = new Map<string, BackendQueue>()
  const workers = new Set<JobWorker>()
  let closed: Promise<void> | undefined

  function openQueue(name: string): BackendQueue {
    const known = queues.get(name)
    if (known !== undefined) return known
    const queue = backend.createQueue(name)
    queue.on('error', (error) => logger.warn({ err: error, queue: name }, 'A queue has an error'))
    queues.set(name, queue)
    return queue
  }

  async function close(timeoutMs: number): Promise<void> {
    await Promise.all([...workers].map((worker) => worker.stop({ graceMs: timeoutMs })))
    const disconnected = (async () => {
      live.close()
      await Promise.all([relay.close(), ...[...queues.values()].map((queue) => queue.close())])
      await backend.close()
    })()
    if (await endsWithin(disconnected, DISCONNECT_TIMEOUT_MS)) return
    disconnected.catch((error: unknown) =>
      logger.warn({ err: error }, 'The broker closed late, with an error'),
    )
    logger.warn('The broker did not disconnect in time')
  }

  return {
    live,
    jobQueue: (job) => createJobQueue(job, openQueue(job.name)),
    jobWorker(job, workerOptions) {
      const worker = createJobWorker(job, workerOptions, {
        backend,
        observer: observeQueue(job.name, openQueue(job.name)),
        logger,
      })
      workers.add(worker)
      return worker
    },
    ping: () => backend.ping(),
    close({ timeoutMs = CLOSE_TIMEOUT_MS } = {}) {
      closed ??= close(timeoutMs)
      return closed
    },
  }
}

function openBackend(options: BrokerOptions, logger: Logger): Promise<QueueBackend> {
  return options.kind === 'postgres'
    ? openPostgresBackend(options, logger)
    : openRedisBackend(options, logger)
}
