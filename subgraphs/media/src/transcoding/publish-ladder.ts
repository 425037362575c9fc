import type { LadderManifest } from '@lyceum/transcoder/hls'

import { announceChange } from '../asset/announce-change.ts'
import { mediaReady } from '../asset/media-asset.events.ts'
import { attemptPrefix, servedVersionOf } from '../asset/media-asset.ts'
import type { FileVersionRecord } from '../asset/media-asset.ts'
import { longestPlaybackMilliseconds } from '../playback/playback-expiry.ts'
import type { MediaServices, MediaTransaction } from '../services.ts'
import type { PublishedFiles } from '../version/file-version.repository.ts'

export interface FinishedAttempt {
  readonly assetId: string
  readonly versionId: string
  readonly attempt: number
  readonly manifest: LadderManifest
}

/**
 * Makes a finished attempt the one that is played, by one guarded switch of prefix. The files of an attempt that comes too
 * late are deleted.
 */
export async function publishLadder(services: MediaServices, finished: FinishedAttempt): Promise<void> {
  const { assetId, versionId: id, attempt } = finished
  const now = services.clock.now()
  const publishedPrefix = attemptPrefix({ assetId, id, attempt })
  await services.inTransaction({ requestId: `transcode-${id}` }, async (transaction) => {
    const files = describeLadder(finished.manifest, publishedPrefix)
    const published = await transaction.versions.publishLadder({ versionId: id, attempt }, files, now)
    if (published === null) {
      // The same report twice is no zombie: what is published stays.
      const known = await transaction.versions.findVersion(id)
      if (known?.publishedPrefix === publishedPrefix) return
      return await transaction.discarded.discard({ bucket: 'media', prefix: publishedPrefix }, now)
    }
    await serve({ transaction, version: published, now })
  })
  await announceChange(services, assetId)
}

interface Serving {
  readonly transaction: MediaTransaction
  readonly version: FileVersionRecord
  readonly now: Date
}

async function serve({ transaction, version, now }: Serving): Promise<void> {
  const { assets, say } = transaction
  // The row is locked from here on, so two versions that become ready at once see each other.
  const asset = await assets.touchAsset(version.assetId)
  if (asset === null) return
  const before = servedVersionOf(asset)
  if (before !== null && before.number > version.number) return await retire(transaction, version, now)
  await assets.serveVersion(asset.id, version.id)
  if (before !== null) await retire(transaction, before, now)
  await say(mediaReady(asset, version.durationSeconds))
}

/** The files of the version before stay for those who are watching it. */
async function retire(
  { discarded }: MediaTransaction,
  { assetId, id }: FileVersionRecord,
  now: Date,
): Promise<void> {
  const prefix = `${assetId}/${id}/`
  const dueAt = new Date(now.getTime() + longestPlaybackMilliseconds)
  await discarded.discard({ bucket: 'media', prefix }, dueAt)
  await discarded.discard({ bucket: 'uploads', prefix }, now)
}

function describeLadder(manifest: LadderManifest, publishedPrefix: string): PublishedFiles {
  const largest = manifest.renditions[0]?.picture
  return {
    publishedPrefix,
    manifest,
    durationSeconds: manifest.durationSeconds,
    width: largest?.width ?? null,
    height: largest?.height ?? null,
  }
}
