import type { HandedInVersion } from '@lyceum/ports/handed-in-grant'

import { versionPrefix } from '../asset/media-asset.ts'
import type { MediaRepositories } from '../services.ts'
import { findHandedInVersion } from './find-handed-in-version.ts'

/**
 * Keeps the version that somebody handed in: neither its owner, who can no longer delete the asset, nor a newer version takes its
 * bytes away. One that was replaced a short while ago is called back.
 */
export async function keepHandedIn(
  { assets, discarded, versions }: Pick<MediaRepositories, 'assets' | 'discarded' | 'versions'>,
  handedIn: HandedInVersion,
): Promise<void> {
  // The row is locked from here on: a newer version that becomes ready at the same time sees the mark, or is seen.
  const asset = await assets.markHandedIn(handedIn.assetId)
  const version = asset && findHandedInVersion(asset, handedIn)
  if (version === null || version.isHandedIn) return
  await versions.markHandedIn(version.id)
  await discarded.keep({ bucket: 'media', prefix: versionPrefix(version) })
}
