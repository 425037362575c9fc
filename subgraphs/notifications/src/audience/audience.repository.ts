import type { EventPayload } from '@lyceum/events'
import type { Prisma, PrismaClient } from '@lyceum/prisma/notifications'

/** The transaction in which an event is applied. */
export type Tx = Prisma.TransactionClient

type FollowChange = EventPayload<'follow.changed'>
type EnrollmentState = EventPayload<'enrollment.activated'>

export type AudienceRepository = ReturnType<typeof createAudienceRepository>

/** Whom an event concerns: followers and enrolled learners, as other subgraphs said them. */
export function createAudienceRepository(client: Pick<PrismaClient, '$queryRaw' | '$executeRaw'>) {
  return {
    async saveFollower(
      { userId, subject, subjectId, isFollowing }: FollowChange,
      version: number,
    ): Promise<void> {
      await client.$executeRaw`
        INSERT INTO notifications.follower AS known (user_id, subject, subject_id, is_following, version)
        VALUES (${userId}::uuid, ${subject}, ${subjectId}::uuid, ${isFollowing}, ${version})
        ON CONFLICT (user_id, subject, subject_id) DO UPDATE
        SET is_following = excluded.is_following, version = excluded.version
        WHERE known.version < excluded.version`
    },

    async saveEnrollee(
      { enrollmentId, userId, courseId, status }: EnrollmentState,
      version: number,
    ): Promise<void> {
      await client.$executeRaw`
        INSERT INTO notifications.enrollee AS known (enrollment_id, user_id, course_id, status, version)
        VALUES (${enrollmentId}::uuid, ${userId}::uuid, ${courseId}::uuid, ${status}, ${version})
        ON CONFLICT (enrollment_id) DO UPDATE
        SET status = excluded.status, version = excluded.version
        WHERE known.version < excluded.version`
    },

    /** Those who learn in a course now. */
    async listLearners(courseId: string): Promise<string[]> {
      const rows = await client.$queryRaw<{ userId: string }[]>`
        SELECT DISTINCT user_id AS "userId" FROM notifications.enrollee
        WHERE course_id = ${courseId}::uuid AND status = 'ACTIVE'`
      return rows.map(({ userId }) => userId)
    },

    /** Those who follow the course or one of its instructors, or are enrolled in it; the instructors themselves know already. */
    async listCourseAudience(courseId: string, instructorIds: readonly string[]): Promise<string[]> {
      const rows = await client.$queryRaw<{ userId: string }[]>`
        SELECT user_id AS "userId" FROM notifications.follower
        WHERE is_following AND (
          (subject = 'COURSE' AND subject_id = ${courseId}::uuid) OR
          (subject = 'INSTRUCTOR' AND subject_id = ANY (${instructorIds}::uuid[])))
        UNION
        SELECT user_id FROM notifications.enrollee
        WHERE course_id = ${courseId}::uuid AND status IN ('ACTIVE', 'COMPLETED')
        EXCEPT
        SELECT unnest(${instructorIds}::uuid[])`
      return rows.map(({ userId }) => userId)
    },
  }
}
