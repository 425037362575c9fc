import type { SignedInViewer } from '@lyceum/kit'
import { signPlaybackGrant } from '@lyceum/ports/playback-grant'
import type { PlaybackGrantOptions } from '@lyceum/ports/playback-grant'

import type { AssessmentsRepositories } from '../services.ts'

/** A signed statement that the viewer may open the file. */
export interface SubmissionGrant {
  readonly assetId: string
  readonly token: string
}

interface Granting {
  readonly mediaAssets: AssessmentsRepositories['mediaAssets']
  readonly signing: PlaybackGrantOptions
  isStaffOf(courseId: string): Promise<boolean>
}

/** Grants for those of the files that were handed in where the viewer is staff. */
export async function grantSubmissions(
  { mediaAssets, signing, isStaffOf }: Granting,
  { id: viewerId }: SignedInViewer,
  assetIds: readonly string[],
): Promise<SubmissionGrant[]> {
  const uses = await mediaAssets.listHandedIn(assetIds)
  const open = await Promise.all(uses.map(({ courseId }) => isStaffOf(courseId)))
  const opened = new Set(uses.flatMap(({ assetId }, index) => (open[index] === true ? [assetId] : [])))
  return await Promise.all(
    [...opened].map(async (assetId) => ({
      assetId,
      token: await signPlaybackGrant({ assetId, viewerId }, signing),
    })),
  )
}
