import { createMediaAssetRepository } from './asset/media-asset.repository.ts'
import { createCaptionRepository } from './caption/caption.repository.ts'
import { createDiscardedPrefixRepository } from './jobs/discarded-prefix.repository.ts'
import type { MediaRepositories } from './services.ts'
import { createTranscoderStatusRepository } from './transcoding/transcoder-status.repository.ts'
import { createFileVersionRepository } from './version/file-version.repository.ts'

/** What each repository needs of a client or a transaction. */
export type MediaClient = Parameters<typeof createMediaAssetRepository>[0] &
  Parameters<typeof createCaptionRepository>[0] &
  Parameters<typeof createDiscardedPrefixRepository>[0] &
  Parameters<typeof createTranscoderStatusRepository>[0] &
  Parameters<typeof createFileVersionRepository>[0]

/** Every repository on one client, or in one transaction. */
export function createRepositories(client: MediaClient): MediaRepositories {
  return {
    assets: createMediaAssetRepository(client),
    captions: createCaptionRepository(client),
    discarded: createDiscardedPrefixRepository(client),
    transcoders: createTranscoderStatusRepository(client),
    versions: createFileVersionRepository(client),
  }
}
