import type { DomainEvent } from '@lyceum/events'
import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/lectures'

import type { CourseAccess, CourseTotals } from './course.ts'

export type CourseEvent = DomainEvent<
  'course.updated' | 'course.published' | 'course.unpublished' | 'course.deleted'
>

export type CourseRepository = ReturnType<typeof createCourseRepository>

/** What this subgraph keeps of courses. */
export function createCourseRepository(client: Pick<PrismaClient, '$queryRaw' | '$executeRaw'>) {
  return {
    /** What decides about each course for this viewer; courses that are deleted or not yet known are left out. */
    async findAccess(courseIds: readonly string[], viewerId: string | null): Promise<CourseAccess[]> {
      return await client.$queryRaw<CourseAccess[]>`
        SELECT course_id AS id, status, instructor_ids AS "instructorIds",
               EXISTS (
                 SELECT FROM lectures.enrollment e
                 WHERE e.user_id = ${viewerId}::uuid AND e.course_id = c.course_id
                   AND e.status IN ('ACTIVE', 'COMPLETED')
               ) AS "isViewerEnrolled"
        FROM lectures.course c
        WHERE course_id = ANY(${courseIds.filter(isId)}::uuid[]) AND NOT is_deleted`
    },

    async findCourse(id: string, viewerId: string | null): Promise<CourseAccess | null> {
      const [course] = await this.findAccess([id], viewerId)
      return course ?? null
    },

    async sumLectures(courseIds: readonly string[]): Promise<CourseTotals[]> {
      return await client.$queryRaw<CourseTotals[]>`
        SELECT l.course_id AS "courseId", count(*)::int AS "lectureCount",
               coalesce(sum(coalesce(m.duration_seconds, l.video_duration_seconds)), 0) AS "totalDurationSeconds"
        FROM lectures.lecture l LEFT JOIN lectures.media_asset m ON m.asset_id = l.media_asset_id
        WHERE l.course_id = ANY(${courseIds.filter(isId)}::uuid[])
        GROUP BY l.course_id`
    },

    /** Keeps the newest state; a deletion is final, whatever comes after it. */
    async project({ type, aggregateVersion, payload }: CourseEvent): Promise<void> {
      const isDeleted = type === 'course.deleted'
      await client.$executeRaw`
        INSERT INTO lectures.course AS c (course_id, title, status, instructor_ids, is_deleted, version)
        VALUES (${payload.courseId}::uuid, ${payload.title}, ${payload.status},
                ${payload.instructorIds}::uuid[], ${isDeleted}, ${aggregateVersion})
        ON CONFLICT (course_id) DO UPDATE
        SET title = excluded.title, status = excluded.status, instructor_ids = excluded.instructor_ids,
            is_deleted = c.is_deleted OR excluded.is_deleted, version = greatest(c.version, excluded.version)
        WHERE c.version < excluded.version OR excluded.is_deleted`
    },
  }
}
