import { servedVersionOf, versionPrefix } from '../asset/media-asset.ts'
import type { FileVersionRecord, MediaAssetRecord } from '../asset/media-asset.ts'
import { longestPlaybackMilliseconds } from '../playback/playback-expiry.ts'
import type { MediaTransaction } from '../services.ts'

/**
 * Puts a version that became ready in the place of the one before, and answers the asset. Null, and nothing else, when a newer
 * one is served already or the asset is gone.
 */
export async function serveVersion(
  transaction: MediaTransaction,
  version: FileVersionRecord,
  now: Date,
): Promise<MediaAssetRecord | null> {
  const { assets } = transaction
  // The row is locked from here on, so two versions that become ready at once see each other.
  const asset = await assets.touchAsset(version.assetId)
  if (asset === null) return null
  const before = servedVersionOf({ versions: asset.versions.filter(({ id }) => id !== version.id) })
  if (before !== null && before.number > version.number) {
    await retire(transaction, version, now)
    return null
  }
  await assets.serveVersion(asset.id, version.id)
  if (before !== null) await retire(transaction, before, now)
  return asset
}

/** The files of a version that is served no more stay for those who are watching it, and for good when it was handed in. */
async function retire({ discarded }: MediaTransaction, version: FileVersionRecord, now: Date): Promise<void> {
  const prefix = versionPrefix(version)
  const dueAt = new Date(now.getTime() + longestPlaybackMilliseconds)
  if (!version.isHandedIn) await discarded.discard({ bucket: 'media', prefix }, dueAt)
  await discarded.discard({ bucket: 'uploads', prefix }, now)
}
