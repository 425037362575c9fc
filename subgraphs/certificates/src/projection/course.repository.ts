import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/certificates'

/** A course as certificates need it. */
export interface CourseRecord {
  readonly id: string
  readonly title: string
  readonly status: string
  readonly instructorIds: readonly string[]
}

export type CourseRepository = ReturnType<typeof createCourseRepository>

/** What this subgraph knows of courses. */
export function createCourseRepository(client: Pick<PrismaClient, 'course' | '$executeRaw'>) {
  return {
    async findCoursesByIds(ids: readonly string[]): Promise<CourseRecord[]> {
      return await client.course.findMany({ where: { id: { in: ids.filter(isId) } } })
    },

    /** Keeps what an event said, unless something newer is known. */
    async saveCourse(course: CourseRecord, version: number): Promise<void> {
      const { id, title, status, instructorIds } = course
      await client.$executeRaw`
        INSERT INTO certificates.course AS known (id, title, status, instructor_ids, version)
        VALUES (${id}::uuid, ${title}, ${status}, ${instructorIds}::uuid[], ${version})
        ON CONFLICT (id) DO UPDATE SET
          title = excluded.title, status = excluded.status, instructor_ids = excluded.instructor_ids,
          version = excluded.version
        WHERE known.version < excluded.version`
    },
  }
}
