import { versionPrefix } from '../asset/media-asset.ts'
import type { FileVersionRecord } from '../asset/media-asset.ts'
import type { MediaServices } from '../services.ts'

/** Removes an upload that came to nothing: its row, its bytes, and its asset when that has no other version. */
export async function discardUpload(
  services: MediaServices,
  version: FileVersionRecord,
  requestId: string,
): Promise<void> {
  const { assetId, id, uploadId } = version
  const folder = { bucket: 'uploads', prefix: versionPrefix(version) } as const
  const isDiscarded = await services.inTransaction({ requestId }, async ({ assets, versions, discarded }) => {
    if (!(await versions.deleteUnfinishedVersion(id))) return false
    await assets.deleteEmptyAsset(assetId)
    await discarded.discard(folder, services.clock.now())
    return true
  })
  if (!isDiscarded) return
  if (uploadId !== null) await services.storage.cancelUpload(uploadId)
  await services.storage.deletePrefix(folder)
}
