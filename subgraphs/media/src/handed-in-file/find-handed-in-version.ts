import type { HandedInVersion } from '@lyceum/ports/handed-in-grant'

import { MediaState } from '../asset/media-asset.ts'
import type { FileVersionRecord, MediaAssetRecord } from '../asset/media-asset.ts'

/**
 * The version that somebody handed in. Versions with the same digest are the same bytes: of several the one that is kept for good,
 * or else the newest, which is served or was replaced last. Without a digest it is the one that was ready at the time.
 */
export function findHandedInVersion(
  { versions }: Pick<MediaAssetRecord, 'versions'>,
  { sha256, handedInAt }: Pick<HandedInVersion, 'sha256' | 'handedInAt'>,
): FileVersionRecord | null {
  const ready = versions.filter(({ state }) => state === MediaState.READY)
  if (sha256 === null) return ready.find(({ readyAt }) => readyAt !== null && readyAt <= handedInAt) ?? null
  const same = ready.filter((version) => version.sha256 === sha256)
  return same.find(({ isHandedIn }) => isHandedIn) ?? same[0] ?? null
}
