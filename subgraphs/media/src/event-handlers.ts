import type { EventHandlers, SqlClient } from '@lyceum/events'

import { createMediaAssetRepository } from './asset/media-asset.repository.ts'

type Tx = SqlClient & Parameters<typeof createMediaAssetRepository>[0]

/** Keeps what was handed in: submitted work is never taken back, so neither is its mark. */
export const eventHandlers: EventHandlers<'media', Tx> = {
  async 'attempt.submitted'(tx, { payload }) {
    await createMediaAssetRepository(tx).markHandedIn(payload.mediaAssetIds ?? [])
  },
}
