import { mediaFailed } from '../asset/media-asset.events.ts'
import type { FileVersionRecord, MediaFailureRecord } from '../asset/media-asset.ts'
import type { MediaTransaction } from '../services.ts'
import type { AttemptReference } from '../version/file-version.repository.ts'

/** Ends a version as FAILED and says so; null when the attempt is no longer the present one. */
export async function failVersion(
  { assets, versions, say }: MediaTransaction,
  reference: AttemptReference,
  failure: MediaFailureRecord,
): Promise<FileVersionRecord | null> {
  const failed = await versions.failAttempt(reference, failure)
  if (failed === null) return null
  const asset = await assets.touchAsset(failed.assetId)
  if (asset !== null) await say(mediaFailed(asset, failure))
  return failed
}
