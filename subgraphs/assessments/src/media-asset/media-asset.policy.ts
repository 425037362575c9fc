import { handInKinds } from './media-asset.ts'
import type { MediaAssetRecord } from './media-asset.ts'

/** Only one's own work, and only what a grader can open. */
export function canHandIn(
  userId: string,
  { kind, ownerId }: Pick<MediaAssetRecord, 'kind' | 'ownerId'>,
): boolean {
  return ownerId === userId && handInKinds.has(kind)
}
