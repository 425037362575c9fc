import { isAdministrator } from '@lyceum/kit'
import type { Viewer } from '@lyceum/kit'

import { canWatchLecture } from '../course/course.policy.ts'
import type { MediaAssetRecord, MediaUse } from './media-asset.ts'

/** A file is put into a lecture by the person who uploaded it, or by an administrator. */
export function canLinkMedia(viewer: Viewer, asset: Pick<MediaAssetRecord, 'ownerId'>): boolean {
  return viewer !== null && (viewer.id === asset.ownerId || isAdministrator(viewer))
}

/**
 * Whether the viewer may play an asset in a lecture. An asset can be put into a lecture before its owner is known here, so
 * who did it is judged again: being an instructor of the same course as the owner is not enough, or somebody could make
 * another's unlisted file playable by inviting them to a course.
 */
export function canPlayMedia(viewer: Viewer, use: MediaUse): boolean {
  const isHonoured = use.linkedBy === use.ownerId || use.isLinkedByAdministrator
  return isHonoured && canWatchLecture(viewer, use, use.course)
}
