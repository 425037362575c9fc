import { NotFoundError, requireSignedIn } from '@lyceum/kit'

import type { MediaContext } from '../context.ts'
import type { MediaServices } from '../services.ts'
import { canManageMedia } from './media-asset.policy.ts'
import type { MediaAssetRecord } from './media-asset.ts'

/**
 * The asset, for its owner and administrators.
 * @throws {NotFoundError} for everybody else: a file that one may not manage does not exist
 */
export async function requireManagedAsset(
  { assets }: Pick<MediaServices, 'assets'>,
  context: Pick<MediaContext, 'viewer'>,
  assetId: string,
): Promise<MediaAssetRecord> {
  const viewer = requireSignedIn(context.viewer)
  const asset = await assets.findAssetById(assetId)
  if (asset === null || !canManageMedia(viewer, asset)) throw new NotFoundError('MediaAsset', assetId)
  return asset
}
