import { NotFoundError, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { MediaContext } from '../context.ts'
import type { MediaServices } from '../services.ts'
import { announceChange } from './announce-change.ts'
import type { MediaAssetRecord } from './media-asset.ts'
import { requireManagedAsset } from './require-managed-asset.ts'

/** Deletes an asset with all its versions, files and captions. Links to it stop working at once. */
export async function deleteMedia(
  services: MediaServices,
  context: MediaContext,
  { assetId }: { readonly assetId: string },
): Promise<Outcome<{ asset: MediaAssetRecord }>> {
  const asset = await requireManagedAsset(services, context, assetId)
  const { id, versions } = asset
  await services.inTransaction(context, async ({ assets, discarded }) => {
    if (!(await assets.deleteAsset(id))) throw new NotFoundError('MediaAsset', id)
    const now = services.clock.now()
    await discarded.discard({ bucket: 'uploads', prefix: `${id}/` }, now)
    await discarded.discard({ bucket: 'media', prefix: `${id}/` }, now)
  })
  for (const { uploadId } of versions) if (uploadId !== null) await services.storage.cancelUpload(uploadId)
  await announceChange(services, id)
  return succeed({ asset })
}
