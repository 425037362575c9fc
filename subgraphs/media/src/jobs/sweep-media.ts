import { announceChange } from '../asset/announce-change.ts'
import { mediaFailed } from '../asset/media-asset.events.ts'
import { versionPrefix } from '../asset/media-asset.ts'
import type { FileVersionRecord, MediaFailureRecord } from '../asset/media-asset.ts'
import type { MediaServices } from '../services.ts'
import { acceptUpload, findArrivedObject } from '../upload/accept-upload.ts'
import { discardUpload } from '../upload/discard-upload.ts'

const pageSize = 100
/** A client that has sent its last byte says so at once, or has gone. */
const patienceMilliseconds = 60_000
const silentWorkerMilliseconds = 3_600_000

/** Finishes or removes what nobody came back for, and deletes the files that nothing refers to. */
export async function sweepMedia(services: MediaServices): Promise<void> {
  await sweepUploads(services)
  await deleteDiscarded(services)
  await services.storage.removeAbandoned()
  const now = services.clock.now().getTime()
  await services.transcoders.forgetStatuses(new Date(now - silentWorkerMilliseconds))
}

async function sweepUploads(services: MediaServices): Promise<void> {
  let afterId: string | null = null
  for (;;) {
    const page: FileVersionRecord[] = await services.versions.listVersionsIn(['UPLOADING'], {
      afterId,
      limit: pageSize,
    })
    for (const version of page) await settleUpload(services, version)
    afterId = page.at(-1)?.id ?? null
    if (page.length < pageSize) return
  }
}

/** Takes the place of a `completeUpload` that never came. */
async function settleUpload(services: MediaServices, version: FileVersionRecord): Promise<void> {
  const now = services.clock.now().getTime()
  if (now - version.createdAt.getTime() < patienceMilliseconds) return
  const requestId = `sweep-${version.id}`
  const stat = await findArrivedObject(services, version)
  if (stat === null) {
    const isOver = now >= version.uploadExpiresAt.getTime() + patienceMilliseconds
    return isOver ? await discardUpload(services, version, requestId) : undefined
  }
  if (now - stat.updatedAt.getTime() < patienceMilliseconds) return
  const asset = await services.assets.findAssetById(version.assetId)
  if (asset === null) return
  const inspection = await acceptUpload(services, { asset, version, requestId }, stat)
  if (inspection.isAccepted) return
  await failUpload(services, version, { reason: inspection.code, message: inspection.message })
}

/** Nobody is there to be answered, so the refusal is kept where its owner can see it. */
async function failUpload(
  services: MediaServices,
  { id, assetId }: FileVersionRecord,
  failure: MediaFailureRecord,
): Promise<void> {
  const requestId = `sweep-${id}`
  await services.inTransaction({ requestId }, async ({ assets, versions, discarded, say }) => {
    const asset = (await versions.failUpload(id, failure)) && (await assets.touchAsset(assetId))
    if (asset === null) return
    await discarded.discard(
      { bucket: 'uploads', prefix: versionPrefix({ assetId, id }) },
      services.clock.now(),
    )
    await say(mediaFailed(asset, failure))
  })
  await announceChange(services, assetId)
}

async function deleteDiscarded(services: MediaServices): Promise<void> {
  const { discarded, storage, clock } = services
  for (;;) {
    const due = await discarded.listDue(clock.now(), pageSize)
    for (const { id, bucket, prefix } of due) {
      if (!(await discarded.isDiscarded(id))) continue
      await storage.deletePrefix({ bucket, prefix })
      await discarded.forget(id)
    }
    if (due.length < pageSize) return
  }
}
