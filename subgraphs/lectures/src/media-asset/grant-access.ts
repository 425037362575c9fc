import type { Viewer } from '@lyceum/kit'
import { signPlaybackGrant } from '@lyceum/ports/playback-grant'

import type { LecturesServices } from '../services.ts'
import type { AccessGrant } from './media-asset.ts'
import { canPlayMedia } from './media-asset.policy.ts'

/** Grants for those of the assets that the viewer may play in some lecture. */
export async function grantAccess(
  { clock, mediaAssets, playbackGrantSecret: secret }: LecturesServices,
  viewer: Viewer,
  assetIds: readonly string[],
): Promise<AccessGrant[]> {
  const viewerId = viewer?.id ?? null
  const uses = await mediaAssets.listUses(assetIds, viewerId)
  const playable = uses.filter((use) => canPlayMedia(viewer, use)).map(({ assetId }) => assetId)
  return await Promise.all(
    [...new Set(playable)].map(async (assetId) => ({
      assetId,
      token: await signPlaybackGrant({ assetId, viewerId }, { secret, clock }),
    })),
  )
}
