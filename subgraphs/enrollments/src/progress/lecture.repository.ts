import type { PrismaClient } from '@lyceum/prisma/enrollments'

export type LectureRepository = ReturnType<typeof createLectureRepository>

/** Which lectures count, and which are done by whom. */
export function createLectureRepository(client: Pick<PrismaClient, '$executeRaw'>) {
  return {
    async saveLecture(lecture: {
      readonly id: string
      readonly courseId: string
      readonly isRemoved: boolean
      readonly version: number
    }): Promise<void> {
      const { id, courseId, isRemoved, version } = lecture
      await client.$executeRaw`
        INSERT INTO enrollments.lecture AS known (id, course_id, is_removed, version)
        VALUES (${id}::uuid, ${courseId}::uuid, ${isRemoved}, ${version})
        ON CONFLICT (id) DO UPDATE
        SET course_id = excluded.course_id, is_removed = excluded.is_removed, version = excluded.version
        WHERE known.version < excluded.version`
    },

    async saveCompletion(userId: string, lectureId: string, completedAt: Date): Promise<void> {
      await client.$executeRaw`
        INSERT INTO enrollments.lecture_completion (user_id, lecture_id, completed_at)
        VALUES (${userId}::uuid, ${lectureId}::uuid, ${completedAt})
        ON CONFLICT DO NOTHING`
    },
  }
}
