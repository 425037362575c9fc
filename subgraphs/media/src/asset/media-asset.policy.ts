import { Role, hasRole, isAdministrator } from '@lyceum/kit'
import type { Viewer } from '@lyceum/kit'

import type { MediaAssetRecord, MediaKind } from './media-asset.ts'

const megabyte = 1_000_000

/** Largest picture of somebody who teaches nothing: enough for a face. */
const largestAvatar = 5 * megabyte

const largestFile: Readonly<Record<MediaKind, number>> = {
  VIDEO: 10_000 * megabyte,
  AUDIO: 1_000 * megabyte,
  IMAGE: 20 * megabyte,
  DOCUMENT: 100 * megabyte,
}

/** Those who teach upload anything; everybody who is signed in, a picture. */
export function canUpload(viewer: Viewer, kind: MediaKind): boolean {
  return isTeaching(viewer) || (viewer !== null && kind === 'IMAGE')
}

/** The most bytes a viewer may upload at once. */
export function largestUpload(viewer: Viewer, kind: MediaKind): number {
  return isTeaching(viewer) ? largestFile[kind] : largestAvatar
}

/** The owner and administrators see and change everything about an asset, and play it without a grant. */
export function canManageMedia(viewer: Viewer, { ownerId }: Pick<MediaAssetRecord, 'ownerId'>): boolean {
  return viewer?.id === ownerId || isAdministrator(viewer)
}

function isTeaching(viewer: Viewer): boolean {
  return hasRole(viewer, Role.INSTRUCTOR) || isAdministrator(viewer)
}
