import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { Readable } from 'node:stream'

import type { ObjectReference, ObjectStat } from '@lyceum/ports/storage'

import { announceChange } from '../asset/announce-change.ts'
import { mediaReady, mediaUploaded } from '../asset/media-asset.events.ts'
import { attemptPrefix, sourceKey, versionPrefix } from '../asset/media-asset.ts'
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
  const sha256 = await copyToMedia(services, version, contentType)
  const now = services.clock.now()
  await services.inTransaction({ requestId }, async (transaction) => {
    const { assets, versions, discarded, say } = transaction
    const published = await versions.publishFile(version.id, { publishedPrefix, contentType, sha256 }, now)
    const uploaded = published && (await assets.touchAsset(asset.id))
    if (published === null || uploaded === null) return
    await say(mediaUploaded(uploaded))
    await discarded.discard({ bucket: 'uploads', prefix: versionPrefix(version) }, now)
    const ready = await serveVersion(transaction, published, now)
    if (ready !== null) await say(mediaReady(ready, published))
  })
}

/** Out of the quarantine, with the type it really has. Resolves to the SHA-256 of what was copied, in hexadecimal. */
async function copyToMedia(
  { storage }: MediaServices,
  version: FileVersionRecord,
  contentType: string,
): Promise<string> {
  const { stream } = await storage.read({ bucket: 'uploads', key: sourceKey(version) })
  const target = { bucket: 'media', key: `${attemptPrefix(version)}file` } as const
  const hash = createHash('sha256')
  await storage.write(target, Readable.from(hashed(stream, hash), { objectMode: false }), { contentType })
  return hash.digest('hex')
}

async function* hashed(stream: Readable, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    hash.update(chunk)
    yield chunk
  }
}
