import { Role, hasRole, isAdministrator } from '@lyceum/kit'
import type { Viewer } from '@lyceum/kit'

import type { MediaAssetRecord, MediaKind } from './media-asset.ts'

const megabyte = 1_000_000

/** What somebody who teaches nothing may upload: a face, and work to be handed in. */
const largestOfLearner: Readonly<Partial<Record<MediaKind, number>>> = {
  IMAGE: 5 * megabyte,
  DOCUMENT: 20 * megabyte,
}

const largestFile: Readonly<Record<MediaKind, number>> = {
  VIDEO: 10_000 * megabyte,
  AUDIO: 1_000 * megabyte,
  IMAGE: 20 * megabyte,
  DOCUMENT: 100 * megabyte,
}

/** Those who teach upload anything; everybody who is signed in, pictures and documents. */
export function canUpload(viewer: Viewer, kind: MediaKind): boolean {
  return isTeaching(viewer) || (viewer !== null && largestOfLearner[kind] !== undefined)
}

/** The most bytes a viewer may upload at once. */
export function largestUpload(viewer: Viewer, kind: MediaKind): number {
  return isTeaching(viewer) ? largestFile[kind] : (largestOfLearner[kind] ?? 0)
}

/** The owner and administrators see and change everything about an asset, and play it without a grant. */
export function canManageMedia(viewer: Viewer, { ownerId }: Pick<MediaAssetRecord, 'ownerId'>): boolean {
  return viewer?.id === ownerId || isAdministrator(viewer)
}

/** Work that was handed in is evidence: it is deleted by administrators alone, who answer for what the platform keeps. */
export function canDeleteHandedIn(viewer: Viewer): boolean {
  return isAdministrator(viewer)
}

function isTeaching(viewer: Viewer): boolean {
  return hasRole(viewer, Role.INSTRUCTOR) || isAdministrator(viewer)
}
