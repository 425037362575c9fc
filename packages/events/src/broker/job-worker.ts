import { WaitingError, type Job } from 'bullmq'
import type { Logger } from 'pino'
import { endsWithin } from '../timing.ts'
import { runAsConsumer } from '../tracing.ts'
import { UnrecoverableJobError } from './job-errors.ts'
import type { JobDefinition, JobWorker, JobWorkerOptions } from './jobs.ts'
import type { QueueObserver } from './observe-queue.ts'
import type { QueueBackend } from './queue-backend.ts'

export interface JobWorkerDeps {
  readonly backend: QueueBackend
  readonly observer: QueueObserver
  readonly logger: Logger
}

const LOCK_DURATION_MS = 30_000
const GRACE_MS = 10_000
/** How long an aborted handler may take to clean up. */
const ABORT_GRACE_MS = 2_000

/** A BullMQ worker that runs the job's handler. */
export function createJobWorker<Data>(
  job: JobDefinition<Data>,
  { concurrency = 1, handler }: JobWorkerOptions<Data>,
  { backend, observer, logger }: JobWorkerDeps,
): JobWorker {
  let isStopping = false
  let stopped: Promise<void> | undefined

  // BullMQ makes an abort signal only for a processor that declares the third parameter.
  const processor = async (run: Job<unknown>, token?: string, signal?: AbortSignal): Promise<void> => {
    const abort = signal ?? new AbortController().signal
    const parsed = job.schema.safeParse(run.data)
    if (!parsed.success) {
      throw new UnrecoverableJobError(`Job ${job.name} ${run.id} has invalid data: ${parsed.error.message}`)
    }
    const attempt = run.attemptsMade + 1
    const startedAt = performance.now()
    let outcome: 'ok' | 'error' = 'error'
    try {
      const work = (): Promise<void> =>
        handler(parsed.data, {
          attempt,
          isLastAttempt: attempt >= job.attempts,
          starts: run.attemptsStarted,
          signal: abort,
          progress: (percent) => run.updateProgress(percent),
        })
      await runInTraceOf(run, work)
      outcome = 'ok'
    } catch (error) {
      if (!isStopping || !abort.aborted) throw error
      // A stop is no failure of the job: it waits for the next worker, its attempts uncounted.
      await run.moveToWait(token)
      throw new WaitingError()
    } finally {
      observer.ended({ seconds: (performance.now() - startedAt) / 1_000, outcome })
    }
  }

  const lockDuration = job.lockDurationMs ?? LOCK_DURATION_MS
  const worker = backend.createWorker(job.name, processor, {
    concurrency,
    lockDuration,
    stalledInterval: lockDuration,
    maxStalledCount: job.maxStalledCount ?? 1,
  })
  worker.on('error', (error) => logger.warn({ err: error, job: job.name }, 'A job worker has an error'))
  worker.on('failed', (run, error) =>
    logger.warn(
      { err: error, job: job.name, jobId: run?.id, attempt: run?.attemptsMade },
      'A job attempt failed',
    ),
  )
  worker.on('stalled', () => observer.stalled())
  worker.on('lockRenewalFailed', (jobIds) => {
    for (const jobId of jobIds) worker.cancelJob(jobId, 'The job was lost to another worker')
  })

  async function stop(graceMs: number): Promise<void> {
    isStopping = true
    observer.stop()
    const closed = worker.close()
    if (await endsWithin(closed, graceMs)) return
    worker.cancelAllJobs('The worker stops')
    if (await endsWithin(closed, ABORT_GRACE_MS)) return
    logger.warn(
      { job: job.name, graceMs },
      'A job did not end in time; it starts again when its lock expires',
    )
  }

  return {
    stop({ graceMs = GRACE_MS } = {}) {
      stopped ??= stop(graceMs)
      return stopped
    },
  }
}

/** A job carries the trace of who added it; one without is nobody's consequence and makes no span. */
function runInTraceOf(run: Job<unknown>, work: () => Promise<void>): Promise<void> {
  const traceparent = run.opts.telemetry?.metadata
  if (traceparent === undefined) return work()
  const attributes = {
    'messaging.system': 'bullmq',
    'messaging.operation.type': 'process',
    'messaging.destination.name': run.queueName,
    'messaging.message.id': run.id,
  }
  return runAsConsumer({ name: `process ${run.name}`, traceparent, attributes }, work)
}
