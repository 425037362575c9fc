import type { Logger } from 'pino'
import { z } from 'zod'
import type { Broker } from '../broker/broker.ts'
import type { JobRun, JobWorker } from '../broker/jobs.ts'
import { InvalidEventError } from '../catalogue/catalogue.ts'
import type { SqlClient, Transact } from '../sql.ts'
import type { ConsumerName, HandlersByType } from '../subscriptions.ts'
import { toMessage } from '../timing.ts'
import { runAsConsumer } from '../tracing.ts'
import { createEventApplier } from './apply-event.ts'
import { createDeadLetters, type ReplayOptions, type ReplayOutcome } from './dead-letters.ts'
import { toEventJob } from './event-job.ts'

export interface ConsumerOptions<Tx extends SqlClient> {
  readonly name: ConsumerName
  /** The PostgreSQL schema with its inbox and dead letters. */
  readonly schema: string
  readonly transact: Transact<Tx>
  readonly handlers: HandlersByType<Tx>
  readonly broker: Broker
  readonly logger: Logger
}

/** Applies the events that a subgraph listens to. */
export interface Consumer {
  start(): void
  stop(timeoutMs: number): Promise<void>
  replayDeadLetters(options?: ReplayOptions): Promise<ReplayOutcome>
}

/** An event that has been begun with so often without an end crashes its consumer. */
const MAX_STARTS = 20

/** What a span says of an event; whether it is one at all is checked after. */
const traced = z
  .object({ id: z.string(), type: z.string(), traceparent: z.string().nullable() })
  .catch({ id: 'unknown', type: 'unknown', traceparent: null })

/**
 * A consumer: one event at a time, in the order of its queue, each applied once. An event whose handler fails is tried
 * again after growing pauses while later ones proceed; after the last attempt it becomes a dead letter.
 */
export function createConsumer<Tx extends SqlClient>(options: ConsumerOptions<Tx>): Consumer {
  const { name, schema, transact, broker } = options
  const logger = options.logger.child({ consumer: name })
  const apply = createEventApplier({ ...options, logger })
  const deadLetters = createDeadLetters({ schema, transact, apply, logger })
  let worker: JobWorker | undefined

  async function consume(candidate: unknown, run: JobRun): Promise<void> {
    try {
      if (run.starts > MAX_STARTS)
        throw new InvalidEventError(`Its consumer ended ${MAX_STARTS} times while at it`)
      await apply.afterCommit(await transact((tx) => apply.inTransaction(tx, candidate)))
    } catch (error) {
      if (!run.isLastAttempt && !(error instanceof InvalidEventError)) throw error
      // When this fails too, the job ends as failed, and the reconciler gives it new attempts.
      await deadLetters.add(candidate, toMessage(error))
      logger.error({ err: error, attempt: run.attempt }, 'An event became a dead letter')
    }
  }

  function consumeTraced(candidate: unknown, run: JobRun): Promise<void> {
    const { id, type, traceparent } = traced.parse(candidate)
    const attributes = {
      'messaging.system': 'bullmq',
      'messaging.operation.type': 'process',
      'messaging.destination.name': toEventJob(name).name,
      'messaging.message.id': id,
      'lyceum.event.type': type,
    }
    return runAsConsumer({ name: `process ${type}`, traceparent, attributes }, () => consume(candidate, run))
  }

  return {
    start() {
      worker ??= broker.jobWorker(toEventJob(name), { handler: consumeTraced })
    },
    async stop(timeoutMs) {
      await worker?.stop({ graceMs: timeoutMs })
    },
    replayDeadLetters: (replay) => deadLetters.replay(replay),
  }
}
