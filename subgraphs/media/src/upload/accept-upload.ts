import type { ObjectReference, ObjectStat } from '@lyceum/ports/storage'

import { announceChange } from '../asset/announce-change.ts'
import { mediaReady, mediaUploaded } from '../asset/media-asset.events.ts'
import { attemptPrefix, sourceKey } from '../asset/media-asset.ts'
import type { FileVersionRecord, MediaAssetRecord } from '../asset/media-asset.ts'
import type { MediaServices } from '../services.ts'
import { addTranscode } from '../transcoding/add-transcode.ts'
import { serveVersion } from '../version/serve-version.ts'
import { inspectFile } from './inspect-file.ts'
import type { Inspection } from './inspect-file.ts'

export interface ArrivedUpload {
  readonly asset: MediaAssetRecord
  readonly version: FileVersionRecord
  readonly requestId: string
}

/** The object that an upload became; null while bytes are missing. */
export function findArrivedObject(
  { storage }: Pick<MediaServices, 'storage'>,
  version: FileVersionRecord,
): Promise<ObjectStat | null> {
  return storage.stat({ bucket: 'uploads', key: sourceKey(version) })
}

/**
 * Looks at what arrived and, when it is wanted, goes on with it: video and audio into the queue, the rest is ready at once.
 * Doing it twice, or at the same time, is doing it once. What is refused is left to the caller.
 */
export async function acceptUpload(
  services: MediaServices,
  arrived: ArrivedUpload,
  stat: ObjectStat,
): Promise<Inspection> {
  const { asset, version } = arrived
  const object: ObjectReference = { bucket: 'uploads', key: sourceKey(version) }
  const inspection = await inspectFile(services.storage, { object, stat, version, kind: asset.kind })
  if (!inspection.isAccepted) return inspection
  if (asset.kind === 'VIDEO' || asset.kind === 'AUDIO') await queueTranscode(services, arrived)
  else await publishAsIs(services, arrived, inspection.contentType)
  await announceChange(services, asset.id)
  return inspection
}

async function queueTranscode(services: MediaServices, { asset, version, requestId }: ArrivedUpload) {
  const queued = await services.inTransaction({ requestId }, async ({ assets, versions, say }) => {
    const changed = await versions.queueVersion(version.id, services.clock.now())
    const touched = changed && (await assets.touchAsset(asset.id))
    if (touched) await say(mediaUploaded(touched))
    return changed
  })
  if (queued !== null) await addTranscode(services, asset.kind, queued)
}

async function publishAsIs(
  services: MediaServices,
  { asset, version, requestId }: ArrivedUpload,
  contentType: string,
): Promise<void> {
  const publishedPrefix = attemptPrefix(version)
  await copyToMedia(services, version, contentType)
  const now = services.clock.now()
  await services.inTransaction({ requestId }, async (transaction) => {
    const { assets, versions, discarded, say } = transaction
    const published = await versions.publishFile(version.id, { publishedPrefix, contentType }, now)
    const uploaded = published && (await assets.touchAsset(asset.id))
    if (published === null || uploaded === null) return
    await say(mediaUploaded(uploaded))
    await discarded.discard({ bucket: 'uploads', prefix: `${asset.id}/${version.id}/` }, now)
    const ready = await serveVersion(transaction, published, now)
    if (ready !== null) await say(mediaReady(ready, null))
  })
}

/** Out of the quarantine, with the type it really has. */
async function copyToMedia({ storage }: MediaServices, version: FileVersionRecord, contentType: string) {
  const { stream } = await storage.read({ bucket: 'uploads', key: sourceKey(version) })
  const target = { bucket: 'media', key: `${attemptPrefix(version)}file` } as const
  await storage.write(target, stream, { contentType })
}
