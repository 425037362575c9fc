import type { TranscodeReport } from '@lyceum/events'
import { ladderManifestSchema } from '@lyceum/transcoder/hls'

import { announceChange } from '../asset/announce-change.ts'
import type { MediaServices } from '../services.ts'
import { endAttempt } from './end-attempt.ts'
import type { EndedAttempt } from './end-attempt.ts'
import { publishLadder } from './publish-ladder.ts'

/** What is told of a version whose workers were lost again and again. */
export const workerLost: EndedAttempt = {
  countAs: 'lost',
  failure: {
    reason: 'WORKER_LOST',
    message:
      'Working on the file was broken off again and again. Try it once more, or upload another export.',
  },
  isPermanent: false,
}

/** Applies what a worker reports about an attempt. Only the present attempt of a version counts; doing it twice is once. */
export async function applyReport(services: MediaServices, report: TranscodeReport): Promise<void> {
  const { assetId, versionId, attempt } = report
  if (report.outcome === 'PROGRESS') {
    const now = services.clock.now()
    const reference = { versionId, attempt }
    if (await services.versions.recordProgress(reference, report.percent, now)) {
      await announceChange(services, assetId)
    }
    return
  }
  if (report.outcome === 'READY') {
    const manifest = ladderManifestSchema.parse(report.manifest)
    return await publishLadder(services, { assetId, versionId, attempt, manifest })
  }
  const version = await services.versions.findVersion(versionId)
  if (version === null || version.attempt !== attempt) return
  await endAttempt(services, version, report.outcome === 'LOST' ? workerLost : toEnded(report))
}

function toEnded(report: Extract<TranscodeReport, { outcome: 'FAILED' }>): EndedAttempt {
  const { reason, message, isPermanent } = report
  return { countAs: 'failed', failure: { reason, message }, isPermanent }
}
