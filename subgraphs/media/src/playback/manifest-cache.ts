import { ladderManifestSchema, listLadderFiles } from '@lyceum/transcoder/hls'
import type { LadderManifest } from '@lyceum/transcoder/hls'

import type { FileVersionRepository } from '../version/file-version.repository.ts'

/** A manifest and its files, by their path in the ladder. */
export interface PublishedLadder {
  readonly manifest: LadderManifest
  readonly files: ReadonlySet<string>
}

/** Keeps the manifests of what is being watched: a segment is asked for every two seconds by every viewer. */
export interface ManifestCache {
  /** Null when the version is not published. A published manifest never changes. */
  find(versionId: string): Promise<PublishedLadder | null>
}

export function createManifestCache(
  versions: Pick<FileVersionRepository, 'findManifest'>,
  { capacity = 100 }: { readonly capacity?: number } = {},
): ManifestCache {
  const ladders = new Map<string, PublishedLadder>()
  return {
    async find(versionId) {
      const known = ladders.get(versionId)
      if (known !== undefined) return known
      const stored = await versions.findManifest(versionId)
      if (stored === null) return null
      const manifest = ladderManifestSchema.parse(stored)
      const ladder = { manifest, files: new Set(listLadderFiles(manifest).map(({ file }) => file)) }
      ladders.set(versionId, ladder)
      const [oldest] = ladders.keys()
      if (ladders.size > capacity && oldest !== undefined) ladders.delete(oldest)
      return ladder
    },
  }
}
