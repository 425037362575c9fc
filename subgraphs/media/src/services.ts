import type { JobQueue, LiveBus, NewEvent, TranscodeJobData, TranscodeReport } from '@lyceum/events'
import type { Clock } from '@lyceum/ports/clock'
import type { Storage } from '@lyceum/ports/storage'
import type { Logger } from 'pino'

import type { MediaAssetRepository } from './asset/media-asset.repository.ts'
import type { CaptionRepository } from './caption/caption.repository.ts'
import type { MediaContext } from './context.ts'
import type { DiscardedPrefixRepository } from './jobs/discarded-prefix.repository.ts'
import type { ManifestCache } from './playback/manifest-cache.ts'
import type { PlaybackTokens } from './playback/playback-token.ts'
import type { TranscoderStatusRepository } from './transcoding/transcoder-status.repository.ts'
import type { FileVersionRepository } from './version/file-version.repository.ts'

export interface MediaRepositories {
  readonly assets: MediaAssetRepository
  readonly versions: FileVersionRepository
  readonly captions: CaptionRepository
  readonly discarded: DiscardedPrefixRepository
  readonly transcoders: TranscoderStatusRepository
}

/** What happens in one transaction: rows and the events they cause, all or nothing. */
export interface MediaTransaction extends MediaRepositories {
  say(event: NewEvent): Promise<void>
}

/** What the use-cases work with. */
export interface MediaServices extends MediaRepositories {
  inTransaction<T>(
    context: Pick<MediaContext, 'requestId'>,
    work: (transaction: MediaTransaction) => Promise<T>,
  ): Promise<T>
  readonly storage: Storage
  readonly transcodes: JobQueue<TranscodeJobData>
  readonly reports: JobQueue<TranscodeReport>
  readonly live: LiveBus
  readonly clock: Clock
  readonly logger: Logger
  readonly manifests: ManifestCache
  readonly playbackTokens: PlaybackTokens
  /** Verifies what the lectures and the assessments subgraph grant. */
  readonly playbackGrantSecret: string
  readonly publicUrl: () => string
}
