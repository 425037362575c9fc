import { mediaProgressChannel } from '@lyceum/events'
import type { JobQueue, LiveBus, TranscodeJobData, TranscodeReport } from '@lyceum/events'
import { ROOT_CONTEXT, context } from '@opentelemetry/api'
import type { Logger } from 'pino'

import type { LadderManifest } from './ladder-manifest.ts'
import type { MediaFailure } from './media-failure.ts'

const liveMilliseconds = 200

export interface AttemptReporterOptions {
  readonly reports: Pick<JobQueue<TranscodeReport>, 'add'>
  readonly live: Pick<LiveBus, 'publish'>
  readonly logger: Logger
  readonly heartbeatMilliseconds: number
}

/** Tells how one attempt goes and ends. */
export interface AttemptReporter {
  /** Begins the heartbeat. */
  begin(): Promise<void>
  progress(percent: number): void
  ready(manifest: LadderManifest): Promise<void>
  failed(failure: Pick<MediaFailure, 'reason' | 'message' | 'isPermanent'>): Promise<void>
  lost(): Promise<void>
  /** Ends the heartbeat. */
  end(): void
}

/**
 * A reporter of one attempt. Live messages are for people who watch, at most five a second, and may be lost; heartbeats and
 * the end go through the queue.
 */
export function createAttemptReporter(
  { assetId, versionId, attempt }: TranscodeJobData,
  { reports, live, logger, heartbeatMilliseconds }: AttemptReporterOptions,
): AttemptReporter {
  const about = { assetId, versionId, attempt }
  let percent = 0
  let beats = 0
  let lastLiveAt = -Infinity
  let timer: NodeJS.Timeout | undefined

  function beat(): Promise<void> {
    beats += 1
    const jobId = `${versionId}-${attempt}-${beats}`
    return reports.add({ ...about, outcome: 'PROGRESS', percent }, { jobId })
  }

  /** One id for every ending of an attempt: the first one counts. */
  function conclude(report: TranscodeReport): Promise<void> {
    return reports.add(report, { jobId: `${versionId}-${attempt}-end` })
  }

  const warn = (error: unknown): void => logger.warn({ err: error, ...about }, 'progress was not reported')

  return {
    async begin() {
      await beat()
      // Outside the attempt's trace, which a long film would fill with heartbeats.
      const beatAgain = context.bind(ROOT_CONTEXT, () => void beat().catch(warn))
      timer = setInterval(beatAgain, heartbeatMilliseconds)
      timer.unref()
    },
    progress(now) {
      percent = now
      if (performance.now() - lastLiveAt < liveMilliseconds && now < 100) return
      lastLiveAt = performance.now()
      live.publish(mediaProgressChannel(assetId), { ...about, percent }).catch(warn)
    },
    ready: (manifest) => conclude({ ...about, outcome: 'READY', manifest }),
    failed: ({ reason, message, isPermanent }) =>
      conclude({ ...about, outcome: 'FAILED', reason, message, isPermanent }),
    lost: () => conclude({ ...about, outcome: 'LOST' }),
    end: () => clearInterval(timer),
  }
}
