import { z } from 'zod'

/** A kind of work that outlives a request. Producer and worker share it, so both agree on the data. */
export interface JobDefinition<Data> {
  readonly name: string
  readonly schema: z.ZodType<Data>
  /** How often it is tried before it counts as failed. */
  readonly attempts: number
  readonly backoff: { readonly type: 'fixed' | 'exponential'; readonly delayMs: number }
  /** How long a silent worker keeps a job; another takes it after once to twice that time. @default 30_000 */
  readonly lockDurationMs?: number
  /** How many crashes of its worker a job survives. @default 1 */
  readonly maxStalledCount?: number
}

/** Declares a kind of job. */
export function defineJob<Data>(definition: JobDefinition<Data>): JobDefinition<Data> {
  return Object.freeze(definition)
}

/** How a job is added. */
export interface AddJobOptions {
  /** Adding the same id again while the job is known changes nothing. It must not contain a colon. */
  readonly jobId: string
  readonly delayMs?: number
}

/** Alive: it waits, is delayed or runs. Missing: the queue does not know it (any more). */
export type JobState = 'alive' | 'completed' | 'failed' | 'missing'

/** The producing end of a kind of job. */
export interface JobQueue<Data> {
  /** @throws ZodError when the data do not match the job's schema */
  add(data: Data, options: AddJobOptions): Promise<void>
  /** Adds several, in order, in one go. */
  addAll(entries: readonly ({ readonly data: Data } & AddJobOptions)[]): Promise<void>
  /** How far the job is. An ended job is forgotten after a while: 1 hour when completed, 7 days when failed. */
  stateOf(jobId: string): Promise<JobState>
  /** Whether the job waits, is delayed or runs. A reconciler re-adds what is due and not alive. */
  isAlive(jobId: string): Promise<boolean>
  /** Gives a failed job all its attempts again. */
  retry(jobId: string): Promise<void>
}

/** One try at a job. */
export interface JobRun {
  /** 1 for the first try. */
  readonly attempt: number
  readonly isLastAttempt: boolean
  /** How often a worker has begun with it, crashed ones included. */
  readonly starts: number
  /** Aborts when the worker is told to stop or has lost the job to another one. */
  readonly signal: AbortSignal
  /** Stores how far the job is, for people who look at the queue. */
  progress(percent: number): Promise<void>
}

/** How a job is worked on. */
export interface JobWorkerOptions<Data> {
  /** How many jobs it runs at once. @default 1 */
  readonly concurrency?: number
  /** Throw to be tried again, `UnrecoverableJobError` to fail at once. */
  readonly handler: (data: Data, run: JobRun) => Promise<void>
}

/** The working end of a kind of job. */
export interface JobWorker {
  /** Takes no more jobs and waits for those in flight; after the grace time their signals abort. */
  stop(options?: { graceMs?: number }): Promise<void>
}

const mediaVersion = z.object({ assetId: z.string(), versionId: z.string(), attempt: z.int().min(1) })

/** Makes the HLS ladder of one version of an asset. `attempt` is the fencing token: an older one's output is dropped. */
export const transcodeJob = defineJob({
  name: 'transcode',
  schema: mediaVersion.extend({
    sourceKey: z.string(),
    outputPrefix: z.string(),
    kind: z.enum(['VIDEO', 'AUDIO']),
  }),
  attempts: 3,
  backoff: { type: 'exponential', delayMs: 2_000 },
  lockDurationMs: 30_000,
  maxStalledCount: 5,
})

/** Tells the media subgraph that an attempt goes on (PROGRESS, every few seconds: its heartbeat) or how it ended. */
export const transcodeReportJob = defineJob({
  name: 'transcode-report',
  schema: z.discriminatedUnion('outcome', [
    mediaVersion.extend({ outcome: z.literal('PROGRESS'), percent: z.int().min(0).max(100) }),
    /** The attempt was given to a worker before, which left it: begin another one. It says nothing about the file. */
    mediaVersion.extend({ outcome: z.literal('LOST') }),
    mediaVersion.extend({ outcome: z.literal('READY'), manifest: z.record(z.string(), z.unknown()) }),
    mediaVersion.extend({
      outcome: z.literal('FAILED'),
      /** A stable code. */
      reason: z.string(),
      message: z.string(),
      isPermanent: z.boolean(),
    }),
  ]),
  attempts: 10,
  backoff: { type: 'exponential', delayMs: 500 },
})

/** Tells the media subgraph, now and then, whether a worker can work and, if not, what is missing. */
export const transcoderStatusJob = defineJob({
  name: 'transcoder-status',
  schema: z.object({ workerId: z.string(), isAvailable: z.boolean(), advice: z.string().nullable() }),
  attempts: 3,
  backoff: { type: 'fixed', delayMs: 500 },
})

/** What a worker says of itself. */
export type TranscoderStatus = z.output<typeof transcoderStatusJob.schema>

/** What a transcode job is given. */
export type TranscodeJobData = z.output<typeof transcodeJob.schema>

/** How a transcode attempt goes or ended. */
export type TranscodeReport = z.output<typeof transcodeReportJob.schema>
