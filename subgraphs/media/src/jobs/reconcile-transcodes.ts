import type { FileVersionRecord } from '../asset/media-asset.ts'
import type { MediaServices } from '../services.ts'
import { addTranscode, endReportId, transcodeJobId } from '../transcoding/add-transcode.ts'
import { workerLost } from '../transcoding/apply-report.ts'
import { endAttempt } from '../transcoding/end-attempt.ts'

const pageSize = 100
/** Five heartbeats: a worker that is silent for longer is taken for dead, and if it is not, its output is dropped. */
const silenceMilliseconds = 10_000
/** A job is added right after its row; before that it is not missing. */
const graceMilliseconds = 2_000

/**
 * Holds the queue against the rows, which are the truth: an attempt whose job the queue does not know gets it again, and one
 * whose worker fell silent is given up for the next one.
 */
export async function reconcileTranscodes(services: MediaServices): Promise<void> {
  let afterId: string | null = null
  for (;;) {
    const page: FileVersionRecord[] = await services.versions.listVersionsIn(['QUEUED', 'PROCESSING'], {
      afterId,
      limit: pageSize,
    })
    for (const version of page) await reconcileVersion(services, version)
    afterId = page.at(-1)?.id ?? null
    if (page.length < pageSize) return
  }
}

async function reconcileVersion(services: MediaServices, version: FileVersionRecord): Promise<void> {
  const age = services.clock.now().getTime() - lastSign(version)
  if (age < graceMilliseconds) return
  const isSilent = age > silenceMilliseconds
  if (version.state === 'PROCESSING' && !isSilent) return
  // It has ended, and what its worker said waits its turn.
  if (await services.reports.isAlive(endReportId(version))) return
  if (version.state === 'PROCESSING') return await endAttempt(services, version, workerLost)

  const job = await services.transcodes.stateOf(transcodeJobId(version))
  if (job === 'alive') return
  if (job !== 'missing') return isSilent ? await endAttempt(services, version, workerLost) : undefined
  const asset = await services.assets.findAssetById(version.assetId)
  if (asset === null) return
  services.logger.warn(
    { versionId: version.id, attempt: version.attempt },
    'a lost transcode job is added again',
  )
  await addTranscode(services, asset.kind, version)
}

function lastSign({ heartbeatAt, queuedAt, dueAt }: FileVersionRecord): number {
  return Math.max(...[heartbeatAt, queuedAt, dueAt].map((time) => time?.getTime() ?? 0))
}
