import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/courses'

import type { FollowRecord, FollowedSubject } from './follow.ts'

export interface FollowChange extends FollowedSubject {
  readonly userId: string
  readonly isFollowing: boolean
}

export type FollowRepository = ReturnType<typeof createFollowRepository>

/** Who follows which courses and instructors. */
export function createFollowRepository(client: Pick<PrismaClient, 'follow' | '$queryRaw'>) {
  return {
    /** Null when it was so already. One guarded statement, so that of two at once only one changes it. */
    async changeFollow({
      userId,
      subject,
      subjectId,
      isFollowing,
    }: FollowChange): Promise<FollowRecord | null> {
      const [row] = await client.$queryRaw<FollowRecord[]>`
        INSERT INTO courses.follow AS known (user_id, subject, subject_id, is_following)
        SELECT ${userId}::uuid, ${subject}::courses.follow_subject, ${subjectId}::uuid, ${isFollowing}
        WHERE ${isFollowing} OR EXISTS (
          SELECT FROM courses.follow WHERE user_id = ${userId}::uuid
            AND subject = ${subject}::courses.follow_subject AND subject_id = ${subjectId}::uuid)
        ON CONFLICT (user_id, subject, subject_id) DO UPDATE
        SET is_following = excluded.is_following, version = known.version + 1
        WHERE known.is_following <> excluded.is_following
        RETURNING known.id, known.is_following AS "isFollowing", known.version`
      return row ?? null
    },

    /** Which of the subjects, given by `toFollowKey`, the person follows. */
    async listFollowed(userId: string, keys: readonly string[]): Promise<FollowedSubject[]> {
      const subjectIds = keys.map((key) => key.split(' ')[1] ?? '').filter(isId)
      return await client.follow.findMany({
        where: { userId, isFollowing: true, subjectId: { in: subjectIds } },
        select: { subject: true, subjectId: true },
      })
    },
  }
}
