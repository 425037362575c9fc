import type { DomainEvent } from '@lyceum/events'
import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/assessments'

import type { MediaAssetRecord } from './media-asset.ts'

export type MediaAssetRepository = ReturnType<typeof createMediaAssetRepository>

type Client = Pick<PrismaClient, '$queryRaw' | '$executeRaw'>

/** What this subgraph keeps of files that are ready. */
export function createMediaAssetRepository(client: Client) {
  return {
    /** Those that are ready; others are not known here. */
    async findReadyAssets(ids: readonly string[]): Promise<MediaAssetRecord[]> {
      return await client.$queryRaw<MediaAssetRecord[]>`
        SELECT id, owner_id AS "ownerId", kind, sha256 FROM assessments.media_asset
        WHERE id = ANY(${ids.filter(isId)}::uuid[])`
    },

    /** Keeps the newest state. */
    async saveAsset({ aggregateVersion, payload }: DomainEvent<'media.ready'>): Promise<void> {
      const { assetId, ownerId, kind, sha256 = null } = payload
      await client.$executeRaw`
        INSERT INTO assessments.media_asset AS known (id, owner_id, kind, sha256, version)
        VALUES (${assetId}::uuid, ${ownerId}::uuid, ${kind}, ${sha256}, ${aggregateVersion})
        ON CONFLICT (id) DO UPDATE SET
          owner_id = excluded.owner_id, kind = excluded.kind, sha256 = excluded.sha256,
          version = excluded.version
        WHERE known.version < excluded.version`
    },
  }
}
