import type { PrismaClient } from '@lyceum/prisma/lectures'
import { z } from 'zod'

import type { ProgressRecord } from './progress.ts'

/** A record and the version of its events. */
export interface LockedProgress {
  readonly progress: ProgressRecord
  readonly version: bigint
}

interface ProgressRow extends Omit<ProgressRecord, 'watchedRanges'> {
  readonly watchedRanges: unknown
  readonly version: bigint
}

const rangesSchema = z.array(
  z.tuple([z.number(), z.number()]).transform(([startSeconds, endSeconds]) => ({ startSeconds, endSeconds })),
)

export type ProgressRepository = ReturnType<typeof createProgressRepository>

/** The table of progress; the only place of this folder that sees Prisma. */
export function createProgressRepository(client: Pick<PrismaClient, '$queryRaw' | '$executeRaw'>) {
  return {
    /** One person's, in many lectures. */
    async findProgress(lectureIds: readonly string[], userId: string): Promise<ProgressRecord[]> {
      const rows = await client.$queryRaw<ProgressRow[]>`
        SELECT lecture_id AS "lectureId", watched_ranges AS "watchedRanges", position_seconds AS "positionSeconds",
               position_recorded_at AS "positionRecordedAt", completed_at AS "completedAt", version
        FROM lectures.lecture_progress
        WHERE user_id = ${userId}::uuid AND lecture_id = ANY(${lectureIds}::uuid[])`
      return rows.map((row) => toProgress(row).progress)
    },

    /** Holds one person's record in one lecture until the transaction ends, making it first where there is none. */
    async lockProgress(lectureId: string, userId: string): Promise<LockedProgress> {
      await client.$executeRaw`
        INSERT INTO lectures.lecture_progress (lecture_id, user_id, version, updated_at)
        VALUES (${lectureId}::uuid, ${userId}::uuid, 0, now())
        ON CONFLICT DO NOTHING`
      const [row] = await client.$queryRaw<ProgressRow[]>`
        SELECT lecture_id AS "lectureId", watched_ranges AS "watchedRanges", position_seconds AS "positionSeconds",
               position_recorded_at AS "positionRecordedAt", completed_at AS "completedAt", version
        FROM lectures.lecture_progress
        WHERE user_id = ${userId}::uuid AND lecture_id = ${lectureId}::uuid
        FOR UPDATE`
      if (row === undefined)
        throw new Error(`Progress of ${userId} in ${lectureId} was made and is not there`)
      return toProgress(row)
    },

    /** Writes a locked record. */
    async saveProgress(userId: string, { progress, version }: LockedProgress): Promise<void> {
      const ranges = progress.watchedRanges.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])
      await client.$executeRaw`
        UPDATE lectures.lecture_progress
        SET watched_ranges = ${JSON.stringify(ranges)}::jsonb, position_seconds = ${progress.positionSeconds},
            position_recorded_at = ${progress.positionRecordedAt}, completed_at = ${progress.completedAt},
            version = ${version}, updated_at = now()
        WHERE user_id = ${userId}::uuid AND lecture_id = ${progress.lectureId}::uuid`
    },
  }
}

function toProgress({ version, watchedRanges, ...columns }: ProgressRow): LockedProgress {
  return { version, progress: { ...columns, watchedRanges: rangesSchema.parse(watchedRanges) } }
}
