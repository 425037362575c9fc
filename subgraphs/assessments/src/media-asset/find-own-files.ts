import { untilFound } from '@lyceum/events'
import { BasicUserError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { AssessmentsServices } from '../services.ts'
import { canHandIn } from './media-asset.policy.ts'
import type { FileRecord } from './media-asset.ts'

interface NamedFiles {
  readonly userId: string
  readonly mediaAssetIds: readonly string[]
  /** Where in the arguments the files are named. */
  readonly path: readonly string[]
}

/**
 * The files that a learner hands in, each once, in the order in which they are named, with the digests that media says. Refused when
 * one is not theirs, not ready or nothing that a grader can open; which of the three it is stays between its owner and media.
 */
export async function findOwnFiles(
  { mediaAssets }: Pick<AssessmentsServices, 'mediaAssets'>,
  { userId, mediaAssetIds, path }: NamedFiles,
): Promise<Outcome<{ files: FileRecord[] }>> {
  const wanted = new Set(mediaAssetIds)
  // A file that became ready a moment ago may not have been heard of yet.
  const known = await untilFound(async () => {
    const assets = await mediaAssets.findReadyAssets([...wanted])
    return assets.length === wanted.size ? assets : null
  })
  const own = new Map(known?.flatMap((asset) => (canHandIn(userId, asset) ? [[asset.id, asset]] : [])))
  const files = [...wanted].flatMap((mediaAssetId) => {
    const asset = own.get(mediaAssetId)
    return asset === undefined ? [] : [{ mediaAssetId, sha256: asset.sha256 }]
  })
  return files.length === wanted.size ? succeed({ files }) : fail(unsuitable(path))
}

function unsuitable(path: readonly string[]): BasicUserError {
  const message = 'Hand in documents and pictures of your own, as soon as they are ready'
  return new BasicUserError(UserErrorCode.UNSUITABLE_MEDIA, message, [...path])
}
