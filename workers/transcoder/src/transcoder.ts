import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { createSchedule, transcodeJob, transcodeReportJob, transcoderStatusJob } from '@lyceum/events'
import type { Broker, JobWorker } from '@lyceum/events'
import type { Storage } from '@lyceum/ports/storage'
import type { Logger } from 'pino'

import { createAttemptReporter } from './attempt-reporter.ts'
import type { EncoderPreset } from './encode-ladder.ts'
import { findFfmpeg, type FfmpegAvailability } from './find-ffmpeg.ts'
import type { MediaLimits } from './media-limits.ts'
import { observeTranscodes } from './observe-transcodes.ts'
import { workOnAttempt } from './work-on-attempt.ts'

/** What a worker is made of. */
export interface TranscoderOptions {
  readonly broker: Pick<Broker, 'jobQueue' | 'jobWorker' | 'live'>
  readonly storage: Pick<Storage, 'downloadTo' | 'writeFile'>
  readonly logger: Logger
  /** A folder for this worker alone: what is in it when it starts was left by a crash and is removed. */
  readonly workFolder: string
  /** @default defaultMediaLimits */
  readonly limits?: MediaLimits
  /** @default 'veryfast' */
  readonly preset?: EncoderPreset
  /** How often a running attempt says that it is alive, and an idle worker what it can do. */
  readonly timing?: TranscoderTiming
  /** Says whether this machine can work on media. @default findFfmpeg */
  readonly findFfmpeg?: () => Promise<FfmpegAvailability>
}

export interface TranscoderTiming {
  /** @default 2_000 */
  readonly heartbeatMilliseconds?: number
  /** @default 10_000 */
  readonly statusMilliseconds?: number
}

/** A worker of the platform: takes attempts from the queue, one at a time. */
export interface Transcoder {
  start(): Promise<void>
  /** Ends the attempt in flight within the bound; what is cut short begins again elsewhere. @default 1_000 */
  stop(options?: { readonly graceMs?: number }): Promise<void>
}

/**
 * A worker that makes HLS ladders of uploads. While this machine lacks ffmpeg it takes nothing, says what is missing, and
 * looks again: jobs wait in their queue meanwhile.
 */
export function createTranscoder(options: TranscoderOptions): Transcoder {
  const { broker, logger, workFolder, timing = {} } = options
  const { heartbeatMilliseconds = 2_000, statusMilliseconds = 10_000 } = timing
  const look = options.findFfmpeg ?? findFfmpeg
  const workerId = randomUUID()
  const statuses = broker.jobQueue(transcoderStatusJob)
  const reports = broker.jobQueue(transcodeReportJob)
  const observe = observeTranscodes()
  const announcing = createSchedule(announce, { everyMilliseconds: statusMilliseconds, logger })
  let worker: JobWorker | undefined
  let found: FfmpegAvailability | undefined
  let hasStopped = false

  async function announce(): Promise<void> {
    const { isAvailable, advice } = await lookUntilFound()
    if (isAvailable && !hasStopped) worker ??= takeJobs()
    await statuses.add({ workerId, isAvailable, advice }, { jobId: randomUUID() })
  }

  /** A machine that can work is taken to stay so; on any other somebody may be installing ffmpeg. */
  async function lookUntilFound(): Promise<FfmpegAvailability> {
    if (found?.isAvailable === true) return found
    const now = await look()
    if (now.isAvailable !== found?.isAvailable) {
      logger.info({ ...now, workerId }, now.isAvailable ? 'the transcoder works' : 'the transcoder waits')
    }
    found = now
    return now
  }

  function takeJobs(): JobWorker {
    return broker.jobWorker(transcodeJob, {
      handler: async (data, run) => {
        const reporter = createAttemptReporter(data, {
          reports,
          live: broker.live,
          logger,
          heartbeatMilliseconds,
        })
        // Whoever had it before may still be writing under its prefix: an attempt is worked on once.
        if (run.starts > 1) return await reporter.lost()
        await workOnAttempt(data, { ...options, reporter, observe, signal: run.signal })
      },
    })
  }

  return {
    async start() {
      await rm(join(workFolder, 'transcodes'), { recursive: true, force: true })
      await mkdir(join(workFolder, 'transcodes'), { recursive: true })
      announcing.start()
    },
    async stop({ graceMs = 1_000 } = {}) {
      hasStopped = true
      await announcing.stop()
      await worker?.stop({ graceMs })
    },
  }
}
