import type { HandedInVersion } from '@lyceum/ports/handed-in-grant'

/** A file that a learner handed in, in the version that it was then. */
export interface HandedInFileRecord extends HandedInVersion {
  readonly userId: string
  readonly courseId: string
}

/** What work says of its files to those who keep them. */
export function describeFiles(files: readonly HandedInVersion[]) {
  return {
    mediaAssetIds: [...new Set(files.map(({ assetId }) => assetId))],
    files: files.map(({ assetId: mediaAssetId, sha256, handedInAt }) => ({
      mediaAssetId,
      sha256,
      handedInAt: handedInAt.toISOString(),
    })),
  }
}
