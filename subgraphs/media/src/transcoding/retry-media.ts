import { BasicUserError, NotFoundError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import { announceChange } from '../asset/announce-change.ts'
import { currentVersionOf } from '../asset/media-asset.ts'
import type { MediaAssetRecord } from '../asset/media-asset.ts'
import { requireManagedAsset } from '../asset/require-managed-asset.ts'
import type { MediaContext } from '../context.ts'
import type { MediaServices } from '../services.ts'
import { findArrivedObject } from '../upload/accept-upload.ts'
import { addTranscode } from './add-transcode.ts'

/** Tries a failed transcode again, with all its attempts. */
export async function retryMedia(
  services: MediaServices,
  context: MediaContext,
  { assetId }: { readonly assetId: string },
): Promise<Outcome<{ asset: MediaAssetRecord }>> {
  const asset = await requireManagedAsset(services, context, assetId)
  const version = currentVersionOf(asset)
  if (version.state !== 'FAILED') return fail(notFailed())
  if ((await findArrivedObject(services, version)) === null) return fail(sourceGone())
  const retried = await services.inTransaction(context, async ({ assets, versions }) => {
    const queued = await versions.retryVersion(version.id, services.clock.now())
    if (queued !== null) await assets.touchAsset(assetId)
    return queued
  })
  if (retried === null) return fail(notFailed())
  await addTranscode(services, asset.kind, retried)
  await announceChange(services, assetId)
  const changed = await services.assets.findAssetById(assetId)
  if (changed === null) throw new NotFoundError('MediaAsset', assetId)
  return succeed({ asset: changed })
}

function notFailed(): BasicUserError {
  return new BasicUserError(UserErrorCode.MEDIA_NOT_FAILED, 'There is nothing to try again.', [
    'input',
    'assetId',
  ])
}

function sourceGone(): BasicUserError {
  const message = 'The file is no longer there. Upload it again.'
  return new BasicUserError(UserErrorCode.UPLOAD_EXPIRED, message, ['input', 'assetId'])
}
