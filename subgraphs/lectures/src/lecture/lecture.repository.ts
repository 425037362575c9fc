import { isId } from '@lyceum/kit'
import { Prisma } from '@lyceum/prisma/lectures'
import type { PrismaClient } from '@lyceum/prisma/lectures'

import type { ExternalVideoRecord, VideoProvider } from './external-video.ts'
import type { RemovedLecture } from './lecture.events.ts'
import type { LectureKind, LectureRecord, MediaLink } from './lecture.ts'

export interface NewLecture {
  readonly courseId: string
  readonly moduleId: string
  readonly position: string
  readonly kind: LectureKind
  readonly title: string
  readonly isPreview: boolean
  readonly textMarkdown: string | null
  readonly media: MediaLink | null
  readonly externalVideo: ExternalVideoRecord | null
  readonly videoDurationSeconds: number | null
}

/** What changes of a lecture; what is left out stays. */
export type LectureChange = Partial<Omit<NewLecture, 'courseId' | 'kind'>>

/** Where a lecture stands in its module. */
export interface LecturePlace {
  readonly id: string
  readonly position: string
}

interface LectureRow extends Omit<LectureRecord, 'externalVideo'> {
  readonly videoProvider: VideoProvider | null
  readonly videoId: string | null
  readonly videoKey: string | null
}

const lectureColumns = Prisma.sql`
  l.id, l.course_id AS "courseId", l.module_id AS "moduleId", l.kind, l.title, l.is_preview AS "isPreview",
  l.text_markdown AS "textMarkdown", l.media_asset_id AS "mediaAssetId", l.video_provider AS "videoProvider",
  l.video_id AS "videoId", l.video_key AS "videoKey",
  coalesce(m.duration_seconds, l.video_duration_seconds) AS "durationSeconds",
  l.created_at AS "createdAt", l.updated_at AS "updatedAt", l.version
  FROM lectures.lecture l LEFT JOIN lectures.media_asset m ON m.asset_id = l.media_asset_id`

export type LectureRepository = ReturnType<typeof createLectureRepository>

/** The lectures' table; the only place of this folder that sees Prisma. */
export function createLectureRepository(client: Pick<PrismaClient, 'lecture' | '$queryRaw'>) {
  return {
    async findLectures(ids: readonly string[]): Promise<LectureRecord[]> {
      const rows = await client.$queryRaw<LectureRow[]>`
        SELECT ${lectureColumns} WHERE l.id = ANY(${ids.filter(isId)}::uuid[])`
      return rows.map(toLecture)
    },

    async findLecture(id: string): Promise<LectureRecord | null> {
      const [lecture] = await this.findLectures([id])
      return lecture ?? null
    },

    /** The lectures of many modules, each module's in order. */
    async listByModules(moduleIds: readonly string[]): Promise<LectureRecord[]> {
      const rows = await client.$queryRaw<LectureRow[]>`
        SELECT ${lectureColumns} WHERE l.module_id = ANY(${moduleIds.filter(isId)}::uuid[])
        ORDER BY l.module_id, l.position`
      return rows.map(toLecture)
    },

    /** The places in a module, in order. */
    async listPlaces(moduleId: string): Promise<LecturePlace[]> {
      return await client.$queryRaw<LecturePlace[]>`
        SELECT id, position FROM lectures.lecture WHERE module_id = ${moduleId}::uuid ORDER BY position`
    },

    /** Holds the lecture until the transaction ends. Null when it is gone. */
    async lockLecture(id: string): Promise<LectureRecord | null> {
      const rows = await client.$queryRaw<LectureRow[]>`
        SELECT ${lectureColumns} WHERE l.id = ${id}::uuid FOR NO KEY UPDATE OF l`
      return rows[0] === undefined ? null : toLecture(rows[0])
    },

    /** Keeps the lecture from being removed until the transaction ends. Null when it is gone. */
    async shareLecture(id: string): Promise<LectureRecord | null> {
      const rows = await client.$queryRaw<LectureRow[]>`
        SELECT ${lectureColumns} WHERE l.id = ${id}::uuid FOR KEY SHARE OF l`
      return rows[0] === undefined ? null : toLecture(rows[0])
    },

    async insertLecture(lecture: NewLecture): Promise<LectureRecord> {
      const { courseId, kind } = lecture
      const { id } = await client.lecture.create({
        data: { courseId, kind, ...requirePlace(lecture), ...toColumns(lecture) },
        select: { id: true },
      })
      return await this.requireLecture(id)
    },

    /** Null when the lecture is gone. */
    async changeLecture(id: string, change: LectureChange): Promise<LectureRecord | null> {
      const { count } = await client.lecture.updateMany({
        where: { id },
        data: { ...toColumns(change), version: { increment: 1 } },
      })
      return count === 0 ? null : await this.requireLecture(id)
    },

    /** Removes a lecture, all of a module or all of a course, with everything that belongs to them. */
    async removeLectures(
      which: { readonly id: string } | { readonly moduleId: string } | { readonly courseId: string },
    ): Promise<RemovedLecture[]> {
      const condition =
        'id' in which
          ? Prisma.sql`id = ${which.id}::uuid`
          : 'moduleId' in which
            ? Prisma.sql`module_id = ${which.moduleId}::uuid`
            : Prisma.sql`course_id = ${which.courseId}::uuid`
      return await client.$queryRaw<RemovedLecture[]>`
        DELETE FROM lectures.lecture WHERE ${condition}
        RETURNING id, course_id AS "courseId", module_id AS "moduleId", version + 1 AS version`
    },

    async requireLecture(id: string): Promise<LectureRecord> {
      const lecture = await this.findLecture(id)
      if (lecture === null) throw new Error(`Lecture ${id} was written in this transaction and is not there`)
      return lecture
    },
  }
}

function requirePlace({ moduleId, position, title }: NewLecture) {
  return { moduleId, position, title }
}

function toColumns({ media, externalVideo, ...columns }: LectureChange) {
  return {
    ...columns,
    ...(media !== undefined && {
      mediaAssetId: media?.assetId ?? null,
      mediaLinkedBy: media?.linkedBy ?? null,
      isMediaLinkedByAdministrator: media?.isLinkedByAdministrator ?? false,
    }),
    ...(externalVideo !== undefined && {
      videoProvider: externalVideo?.provider ?? null,
      videoId: externalVideo?.videoId ?? null,
      videoKey: externalVideo?.key ?? null,
    }),
  }
}

function toLecture({
  videoProvider: provider,
  videoId,
  videoKey: key,
  ...columns
}: LectureRow): LectureRecord {
  const externalVideo = provider === null || videoId === null ? null : { provider, videoId, key }
  return { ...columns, externalVideo }
}
