import { z } from 'zod'
import { defineJob, type JobDefinition } from '../broker/jobs.ts'
import type { ConsumerName } from '../subscriptions.ts'

/**
 * The delivery of events to one consumer: a queue of its own, so a slow consumer holds up no other.
 * The data are checked by the consumer, for an event that it cannot read must end as a dead letter.
 */
export function toEventJob(consumer: ConsumerName): JobDefinition<unknown> {
  return defineJob({
    name: `events.${consumer}`,
    schema: z.unknown(),
    attempts: 6,
    backoff: { type: 'exponential', delayMs: 200 },
    // Short, so that what a killed process held goes on soon; a needless second run is absorbed by the inbox.
    lockDurationMs: 10_000,
    // Whether an event crashes its consumer is judged by its starts (see consumer.ts), not by BullMQ's stalls.
    maxStalledCount: 100,
  })
}
