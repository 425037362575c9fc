import type { DomainEvent } from '@lyceum/events'
import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/lectures'

import type { CourseStatus } from '../course/course.ts'
import type { MediaAssetRecord, MediaUse } from './media-asset.ts'

interface MediaUseRow extends Omit<MediaUse, 'course'> {
  readonly courseId: string
  readonly status: CourseStatus
  readonly instructorIds: readonly string[]
  readonly isViewerEnrolled: boolean
}

export type MediaAssetRepository = ReturnType<typeof createMediaAssetRepository>

/** What this subgraph keeps of assets, and where they are used. */
export function createMediaAssetRepository(client: Pick<PrismaClient, '$queryRaw' | '$executeRaw'>) {
  return {
    /** Null while it is not ready, or does not exist: which of the two is not known here. */
    async findReadyAsset(id: string): Promise<MediaAssetRecord | null> {
      const [asset] = await client.$queryRaw<MediaAssetRecord[]>`
        SELECT asset_id AS id, owner_id AS "ownerId", kind FROM lectures.media_asset
        WHERE asset_id = ${id}::uuid`
      return asset ?? null
    },

    /** Every use of the ready ones among the assets, as a lecture's file or as an attachment. */
    async listUses(assetIds: readonly string[], viewerId: string | null): Promise<MediaUse[]> {
      const ids = assetIds.filter(isId)
      const rows = await client.$queryRaw<MediaUseRow[]>`
        WITH link AS (
          SELECT id AS lecture_id, media_asset_id AS asset_id, media_linked_by AS linked_by,
                 is_media_linked_by_administrator AS is_linked_by_administrator
          FROM lectures.lecture WHERE media_asset_id = ANY(${ids}::uuid[])
          UNION ALL
          SELECT lecture_id, media_asset_id, linked_by, is_linked_by_administrator
          FROM lectures.attachment WHERE media_asset_id = ANY(${ids}::uuid[])
        )
        SELECT link.asset_id AS "assetId", link.linked_by AS "linkedBy",
               link.is_linked_by_administrator AS "isLinkedByAdministrator", m.owner_id AS "ownerId",
               l.is_preview AS "isPreview", c.course_id AS "courseId", c.status,
               c.instructor_ids AS "instructorIds",
               EXISTS (
                 SELECT FROM lectures.enrollment e
                 WHERE e.user_id = ${viewerId}::uuid AND e.course_id = c.course_id
                   AND e.status IN ('ACTIVE', 'COMPLETED')
               ) AS "isViewerEnrolled"
        FROM link
        JOIN lectures.media_asset m ON m.asset_id = link.asset_id
        JOIN lectures.lecture l ON l.id = link.lecture_id
        JOIN lectures.course c ON c.course_id = l.course_id AND NOT c.is_deleted`
      return rows.map(toUse)
    },

    /** Keeps the newest state. */
    async project({ aggregateVersion, payload }: DomainEvent<'media.ready'>): Promise<void> {
      await client.$executeRaw`
        INSERT INTO lectures.media_asset AS m (asset_id, owner_id, kind, duration_seconds, version)
        VALUES (${payload.assetId}::uuid, ${payload.ownerId}::uuid, ${payload.kind},
                ${payload.durationSeconds}, ${aggregateVersion})
        ON CONFLICT (asset_id) DO UPDATE
        SET owner_id = excluded.owner_id, kind = excluded.kind, duration_seconds = excluded.duration_seconds,
            version = excluded.version
        WHERE m.version < excluded.version`
    },
  }
}

function toUse({ courseId, status, instructorIds, isViewerEnrolled, ...use }: MediaUseRow): MediaUse {
  return { ...use, course: { id: courseId, status, instructorIds, isViewerEnrolled } }
}
