import type { MediaContext } from '../context.ts'
import { canManageMedia } from './media-asset.policy.ts'
import type { MediaAssetRecord } from './media-asset.ts'

/**
 * The asset of a bare id, for those who may manage it, and a public picture for everybody. Null for others: what they may
 * play they reach by what refers to it, a lecture or a course, which brings its own grant along.
 */
export async function findVisibleAsset(
  { assets, viewer }: Pick<MediaContext, 'assets' | 'viewer'>,
  id: string,
): Promise<MediaAssetRecord | null> {
  const asset = await assets.load(id)
  return asset !== null && (asset.isPublic || canManageMedia(viewer, asset)) ? asset : null
}
