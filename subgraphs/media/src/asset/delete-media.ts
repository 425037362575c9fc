import { BasicUserError, NotFoundError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { MediaContext } from '../context.ts'
import type { MediaServices } from '../services.ts'
import { announceChange } from './announce-change.ts'
import { canDeleteHandedIn } from './media-asset.policy.ts'
import type { MediaAssetRecord } from './media-asset.ts'
import { requireManagedAsset } from './require-managed-asset.ts'

/**
 * Deletes an asset with all its versions, files and captions. Links to it stop working at once. What was handed in stays for
 * the staff of the course, from the moment that media hears of it.
 */
export async function deleteMedia(
  services: MediaServices,
  context: MediaContext,
  { assetId }: { readonly assetId: string },
): Promise<Outcome<{ asset: MediaAssetRecord }>> {
  const asset = await requireManagedAsset(services, context, assetId)
  const { id, versions } = asset
  const evenHandedIn = canDeleteHandedIn(context.viewer)
  const isDeleted = await services.inTransaction(context, async ({ assets, discarded }) => {
    if (!(await assets.deleteAsset(id, { evenHandedIn }))) return false
    const now = services.clock.now()
    await discarded.discard({ bucket: 'uploads', prefix: `${id}/` }, now)
    await discarded.discard({ bucket: 'media', prefix: `${id}/` }, now)
    return true
  })
  if (!isDeleted) {
    if ((await services.assets.findAssetById(id)) === null) throw new NotFoundError('MediaAsset', id)
    const message = 'The file was handed in and stays with the work'
    return fail(new BasicUserError(UserErrorCode.MEDIA_IN_USE, message, ['input', 'assetId']))
  }
  for (const { uploadId } of versions) if (uploadId !== null) await services.storage.cancelUpload(uploadId)
  await announceChange(services, id)
  return succeed({ asset })
}
