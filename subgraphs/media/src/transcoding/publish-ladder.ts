import type { LadderManifest } from '@lyceum/transcoder/hls'

import { announceChange } from '../asset/announce-change.ts'
import { mediaReady } from '../asset/media-asset.events.ts'
import { attemptPrefix } from '../asset/media-asset.ts'
import type { MediaServices } from '../services.ts'
import type { PublishedFiles } from '../version/file-version.repository.ts'
import { serveVersion } from '../version/serve-version.ts'

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
    const asset = await serveVersion(transaction, published, now)
    if (asset !== null) await transaction.say(mediaReady(asset, published))
  })
  await announceChange(services, assetId)
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
