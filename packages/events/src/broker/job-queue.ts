import type { JobsOptions } from 'bullmq'
import type { AddJobOptions, JobDefinition, JobQueue } from './jobs.ts'
import { currentTraceparent } from '../tracing.ts'
import type { BackendQueue } from './queue-backend.ts'

/** Ended jobs stay for a while, so that a reconciler can tell "done" from "lost". */
const KEEP_COMPLETED_SECONDS = 60 * 60
const KEEP_FAILED_SECONDS = 7 * 24 * 60 * 60

/** The producing end of a job on a BullMQ queue. */
export function createJobQueue<Data>(job: JobDefinition<Data>, queue: BackendQueue): JobQueue<Data> {
  const addAll: JobQueue<Data>['addAll'] = async (entries) => {
    const jobs = entries.map(({ data, ...options }) => ({
      name: job.name,
      data: job.schema.parse(data),
      opts: toJobsOptions(job, options),
    }))
    if (jobs.length > 0) await queue.addBulk(jobs)
  }
  const stateOf: JobQueue<Data>['stateOf'] = async (jobId) => {
    const state = await queue.getJobState(jobId)
    if (state === 'unknown') return 'missing'
    return state === 'completed' || state === 'failed' ? state : 'alive'
  }

  return {
    addAll,
    add: (data, options) => addAll([{ data, ...options }]),
    stateOf,
    isAlive: async (jobId) => (await stateOf(jobId)) === 'alive',
    async retry(jobId) {
      const failed = await queue.getJob(jobId)
      await failed?.retry('failed', { resetAttemptsMade: true })
    },
  }
}

function toJobsOptions(
  job: Pick<JobDefinition<unknown>, 'attempts' | 'backoff'>,
  { jobId, delayMs }: AddJobOptions,
): JobsOptions {
  const traceparent = currentTraceparent()
  return {
    jobId,
    attempts: job.attempts,
    backoff: { type: job.backoff.type, delay: job.backoff.delayMs },
    removeOnComplete: { age: KEEP_COMPLETED_SECONDS },
    removeOnFail: { age: KEEP_FAILED_SECONDS },
    ...(delayMs === undefined ? {} : { delay: delayMs }),
    ...(traceparent !== null && { telemetry: { metadata: traceparent } }),
  }
}
