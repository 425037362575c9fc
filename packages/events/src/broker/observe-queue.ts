import { metrics } from '@opentelemetry/api'
import type { BatchObservableResult } from '@opentelemetry/api'
import type { BackendQueue } from './queue-backend.ts'

const states = ['waiting', 'active', 'delayed', 'failed'] as const

/** What is measured of the jobs of one queue. */
export interface QueueObserver {
  /** One attempt ended. */
  ended(attempt: { readonly seconds: number; readonly outcome: 'ok' | 'error' }): void
  /** A job's worker fell silent. */
  stalled(): void
  stop(): void
}

/** Tells depth and age of a queue that this process works on, and measures its attempts. */
export function observeQueue(name: string, queue: BackendQueue): QueueObserver {
  const meter = metrics.getMeter('@lyceum/events')
  const depth = meter.createObservableGauge('lyceum_queue_jobs', { description: 'Jobs of a queue, by state' })
  const age = meter.createObservableGauge('lyceum_queue_age_seconds', {
    description: 'How long the oldest waiting job has waited',
  })
  const duration = meter.createHistogram('lyceum_job_duration_seconds', {
    description: 'How long an attempt at a job took',
    advice: { explicitBucketBoundaries: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120, 600, 3_600] },
  })
  const stalled = meter.createCounter('lyceum_stalled_jobs_total', {
    description: 'Jobs taken over because their worker fell silent',
  })
  const instruments = [depth, age]
  const labels = { queue: name }
  // So that the first is seen as one more than none.
  stalled.add(0, labels)

  async function read(result: BatchObservableResult): Promise<void> {
    const [counts, [oldest]] = await Promise.all([queue.getJobCounts(...states), queue.getWaiting(0, 0)])
    for (const state of states) result.observe(depth, counts[state] ?? 0, { ...labels, state })
    result.observe(age, oldest === undefined ? 0 : (Date.now() - oldest.timestamp) / 1_000, labels)
  }

  meter.addBatchObservableCallback(read, instruments)
  return {
    ended: ({ seconds, outcome }) => duration.record(seconds, { ...labels, outcome }),
    stalled: () => stalled.add(1, labels),
    stop: () => meter.removeBatchObservableCallback(read, instruments),
  }
}
