import type { EventPayload } from '@lyceum/events'
import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/enrollments'

import type { CourseRecord } from './course.ts'

export type CourseRepository = ReturnType<typeof createCourseRepository>

/** What this subgraph knows of courses. */
export function createCourseRepository(client: Pick<PrismaClient, 'course' | '$queryRaw' | '$executeRaw'>) {
  return {
    async findCoursesByIds(ids: readonly string[]): Promise<CourseRecord[]> {
      return await client.course.findMany({ where: { id: { in: ids.filter(isId) } } })
    },

    /** Nobody else enrols or cancels in the course before the transaction ends. Null for a course we have not heard of. */
    async lockCourse(id: string): Promise<CourseRecord | null> {
      const [course] = await client.$queryRaw<CourseRecord[]>`
        SELECT id, status, is_free AS "isFree", capacity, seats_taken AS "seatsTaken",
               prerequisite_ids AS "prerequisiteIds", instructor_ids AS "instructorIds"
        FROM enrollments.course WHERE id = ${id}::uuid FOR UPDATE`
      return course ?? null
    },

    /** Adds to the seats that are taken, or, with a negative number, gives some back. */
    async changeSeatsTaken(id: string, by: number): Promise<void> {
      await client.course.update({ where: { id }, data: { seatsTaken: { increment: by } } })
    },

    /** Keeps what an event said, unless something newer is known. */
    async saveCourse(course: EventPayload<'course.updated'>, status: string, version: number): Promise<void> {
      const { courseId, price, capacity, prerequisiteIds, instructorIds } = course
      await client.$executeRaw`
        INSERT INTO enrollments.course AS known (id, status, is_free, capacity, prerequisite_ids, instructor_ids, version)
        VALUES (${courseId}::uuid, ${status}, ${price === null}, ${capacity}, ${prerequisiteIds}::uuid[],
                ${instructorIds}::uuid[], ${version})
        ON CONFLICT (id) DO UPDATE SET
          status = excluded.status, is_free = excluded.is_free, capacity = excluded.capacity,
          prerequisite_ids = excluded.prerequisite_ids, instructor_ids = excluded.instructor_ids,
          version = excluded.version
        WHERE known.version < excluded.version`
    },
  }
}
