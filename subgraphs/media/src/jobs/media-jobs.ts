import { createSchedule, transcodeReportJob, transcoderStatusJob } from '@lyceum/events'
import type { Broker, JobWorker } from '@lyceum/events'

import type { MediaServices } from '../services.ts'
import { applyReport } from '../transcoding/apply-report.ts'
import { reconcileTranscodes } from './reconcile-transcodes.ts'
import { sweepMedia } from './sweep-media.ts'

/** How often what comes round again comes round. */
export interface MediaTiming {
  /** @default 2_000 */
  readonly reconcileMilliseconds?: number
  /** @default 60_000 */
  readonly sweepMilliseconds?: number
}

/** What media does without being asked. */
export interface MediaJobs {
  start(): void
  stop(): Promise<void>
}

/** Consumers of the transcoders' reports, the reconciler and the sweeper. */
export function createMediaJobs(
  services: MediaServices,
  broker: Broker,
  timing: MediaTiming = {},
): MediaJobs {
  const { logger } = services
  const { reconcileMilliseconds = 2_000, sweepMilliseconds = 60_000 } = timing
  const schedules = [
    createSchedule(() => reconcileTranscodes(services), { everyMilliseconds: reconcileMilliseconds, logger }),
    createSchedule(() => sweepMedia(services), { everyMilliseconds: sweepMilliseconds, logger }),
  ]
  let workers: JobWorker[] = []

  return {
    start() {
      workers = [
        broker.jobWorker(transcodeReportJob, {
          concurrency: 4,
          handler: (report) => applyReport(services, report),
        }),
        broker.jobWorker(transcoderStatusJob, {
          handler: (status) => services.transcoders.saveStatus(status, services.clock.now()),
        }),
      ]
      for (const schedule of schedules) schedule.start()
    },
    async stop() {
      await Promise.all([...schedules, ...workers].map((part) => part.stop()))
    },
  }
}
