import type { EventHandlers, EventPayload, SqlClient } from '@lyceum/events'

import { keepHandedIn } from './handed-in-file/keep-handed-in.ts'
import { createRepositories } from './repositories.ts'
import type { MediaClient } from './repositories.ts'

type Tx = SqlClient & MediaClient

/** Keeps what was handed in: submitted work is never taken back, so neither is its mark. */
export const eventHandlers: EventHandlers<'media', Tx> = {
  'attempt.files_saved': (tx, { payload }) => keepFiles(tx, payload.files),
  async 'attempt.submitted'(tx, { payload }) {
    const { files, mediaAssetIds = [], submittedAt: handedInAt } = payload
    // A release before said which assets, not which versions.
    await keepFiles(
      tx,
      files ?? mediaAssetIds.map((mediaAssetId) => ({ mediaAssetId, sha256: null, handedInAt })),
    )
  },
}

async function keepFiles(tx: Tx, files: EventPayload<'attempt.files_saved'>['files']): Promise<void> {
  const repositories = createRepositories(tx)
  for (const { mediaAssetId: assetId, sha256, handedInAt } of files) {
    await keepHandedIn(repositories, { assetId, sha256, handedInAt: new Date(handedInAt) })
  }
}
