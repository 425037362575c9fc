import { BasicUserError, UserErrorCode, fail, isAdministrator, isId, succeed } from '@lyceum/kit'
import type { Outcome, SignedInViewer } from '@lyceum/kit'

import type { MediaKind, MediaLink } from '../lecture/lecture.ts'
import type { LecturesServices } from '../services.ts'
import { canLinkMedia } from './media-asset.policy.ts'

export interface LinkRequest {
  readonly assetId: string
  /** What it must be; anything when left out. */
  readonly kind?: MediaKind
}

/**
 * Checks that the viewer may put an asset into a lecture, as far as can be known: an asset that is not ready is unknown here,
 * and is judged when somebody wants to play it.
 */
export async function linkMedia(
  services: Pick<LecturesServices, 'mediaAssets'>,
  viewer: SignedInViewer,
  { assetId, kind }: LinkRequest,
): Promise<Outcome<{ link: MediaLink }>> {
  if (!isId(assetId)) return refuse('There is no such file')
  const asset = await services.mediaAssets.findReadyAsset(assetId)
  if (asset !== null && !canLinkMedia(viewer, asset)) return refuse('There is no such file of yours')
  if (asset !== null && kind !== undefined && asset.kind !== kind) {
    return refuse(`This file is ${asset.kind}, the lecture needs ${kind}`)
  }
  const isLinkedByAdministrator = isAdministrator(viewer)
  return succeed({ link: { assetId, linkedBy: viewer.id, isLinkedByAdministrator } })
}

function refuse(message: string) {
  return fail(new BasicUserError(UserErrorCode.UNSUITABLE_MEDIA, message, ['input', 'mediaAssetId']))
}
