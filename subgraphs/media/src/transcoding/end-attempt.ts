import { announceChange } from '../asset/announce-change.ts'
import { attemptPrefix } from '../asset/media-asset.ts'
import type { FileVersionRecord, MediaFailureRecord } from '../asset/media-asset.ts'
import type { MediaServices, MediaTransaction } from '../services.ts'
import { addTranscode } from './add-transcode.ts'
import { failVersion } from './fail-version.ts'
import { mayFailAgain, mayGetLostAgain, retryDelayMilliseconds } from './retry-policy.ts'

/** Why an attempt is over without a ladder. */
export interface EndedAttempt {
  readonly countAs: 'failed' | 'lost'
  /** What is told when there is no further attempt. */
  readonly failure: MediaFailureRecord
  readonly isPermanent: boolean
}

/**
 * Ends the present attempt of a version: with the next one, or, when trying again is no use, as FAILED. Whoever is late, with
 * an attempt that is no longer the present one, changes nothing.
 */
export async function endAttempt(
  services: MediaServices,
  version: FileVersionRecord,
  ended: EndedAttempt,
): Promise<void> {
  const { id: versionId, attempt, assetId } = version
  const next = await services.inTransaction({ requestId: `transcode-${versionId}` }, async (transaction) => {
    const result = mayTryAgain(version, ended)
      ? await beginNext({ transaction, version, countAs: ended.countAs, now: services.clock.now() })
      : await failVersion(transaction, { versionId, attempt }, ended.failure)
    if (result !== null) {
      const folder = { bucket: 'media', prefix: attemptPrefix(version) } as const
      await transaction.discarded.discard(folder, services.clock.now())
    }
    return result
  })
  if (next === null) return
  if (next.state === 'QUEUED') {
    const asset = await services.assets.findAssetById(assetId)
    if (asset !== null) await addTranscode(services, asset.kind, next)
  }
  await announceChange(services, assetId)
}

function mayTryAgain(version: FileVersionRecord, { countAs, isPermanent }: EndedAttempt): boolean {
  if (isPermanent) return false
  return countAs === 'failed' ? mayFailAgain(version) : mayGetLostAgain(version)
}

interface BeginningNext {
  readonly transaction: MediaTransaction
  readonly version: FileVersionRecord
  readonly countAs: 'failed' | 'lost'
  readonly now: Date
}

async function beginNext({
  transaction,
  version,
  countAs,
  now,
}: BeginningNext): Promise<FileVersionRecord | null> {
  const dueAt = new Date(now.getTime() + retryDelayMilliseconds(version, countAs))
  const reference = { versionId: version.id, attempt: version.attempt }
  const restarted = await transaction.versions.restartAttempt(reference, { countAs, now, dueAt })
  if (restarted !== null) await transaction.assets.touchAsset(version.assetId)
  return restarted
}
