import { untilFound } from '@lyceum/events'
import { BasicUserError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { AssessmentsServices } from '../services.ts'
import { canHandIn } from './media-asset.policy.ts'
import type { FileRecord } from './media-asset.ts'

/** A file as a learner names it; with a digest, in that version alone. */
interface NamedFile {
  readonly mediaAssetId: string
  readonly sha256?: string | null | undefined
}

interface NamedFiles {
  readonly userId: string
  readonly files: readonly NamedFile[]
  /** Where in the arguments the files are named. */
  readonly path: readonly string[]
}

/**
 * The files that a learner hands in, each once, in the order in which they are named, with the digests that media says. Refused when
 * one is not theirs, not ready, in another version than was meant or nothing that a grader can open; which of them it is stays between
 * its owner and media.
 */
export async function findOwnFiles(
  { mediaAssets }: Pick<AssessmentsServices, 'mediaAssets'>,
  { userId, files: named, path }: NamedFiles,
): Promise<Outcome<{ files: FileRecord[] }>> {
  const wanted = new Set(named.map(({ mediaAssetId }) => mediaAssetId))
  // A file, or the version of it, that became ready a moment ago may not have been heard of yet.
  const known = await untilFound(async () => {
    const assets = await mediaAssets.findReadyAssets([...wanted])
    const digests = new Map(assets.map(({ id, sha256 }) => [id, sha256]))
    const areMeant = named.every(
      ({ mediaAssetId, sha256 }) => sha256 == null || digests.get(mediaAssetId) === sha256,
    )
    return areMeant && assets.length === wanted.size ? assets : null
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
