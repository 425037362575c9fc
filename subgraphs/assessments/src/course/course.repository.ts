import type { EventPayload } from '@lyceum/events'
import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/assessments'

/** A course as assessment rules need it. */
export interface CourseRecord {
  readonly id: string
  readonly title: string
  readonly status: string
  readonly instructorIds: readonly string[]
}

export interface MembershipRecord {
  readonly userId: string
  readonly courseId: string
}

export type CourseRepository = ReturnType<typeof createCourseRepository>

type Client = Pick<PrismaClient, 'course' | 'courseModule' | 'enrollment' | '$queryRaw' | '$executeRaw'>

/** What this subgraph knows of courses, their modules and who is in them. */
export function createCourseRepository(client: Client) {
  return {
    async findCourses(ids: readonly string[]): Promise<CourseRecord[]> {
      const rows = await client.course.findMany({
        where: { id: { in: ids.filter(isId) }, status: { not: 'DELETED' } },
      })
      return rows.map(({ id, title, status, instructorIds }) => ({ id, title, status, instructorIds }))
    },

    /** The course of a module that was not removed; null when there is none. */
    async findCourseIdOfModule(moduleId: string): Promise<string | null> {
      if (!isId(moduleId)) return null
      const module = await client.courseModule.findFirst({ where: { id: moduleId, isRemoved: false } })
      return module?.courseId ?? null
    },

    /** In which of some courses a person learns, or has learnt to the end. */
    async listMemberships(userId: string, courseIds: readonly string[]): Promise<MembershipRecord[]> {
      return await client.enrollment.findMany({
        where: { userId, courseId: { in: courseIds.filter(isId) }, status: { in: ['ACTIVE', 'COMPLETED'] } },
        select: { userId: true, courseId: true },
        distinct: ['courseId'],
      })
    },

    async isMember(userId: string, courseId: string): Promise<boolean> {
      return (await this.listMemberships(userId, [courseId])).length > 0
    },

    async saveCourse(course: EventPayload<'course.updated'>, status: string, version: number): Promise<void> {
      const { courseId, title, instructorIds } = course
      await client.$executeRaw`
        INSERT INTO assessments.course AS known (id, title, status, instructor_ids, version)
        VALUES (${courseId}::uuid, ${title}, ${status}, ${instructorIds}::uuid[], ${version})
        ON CONFLICT (id) DO UPDATE SET
          title = excluded.title, status = excluded.status, instructor_ids = excluded.instructor_ids,
          version = excluded.version
        WHERE known.version < excluded.version`
    },

    /** A removal is final, whatever comes after it. */
    async saveModule(module: EventPayload<'module.changed'>, version: number): Promise<void> {
      const { moduleId, courseId, isRemoved } = module
      await client.$executeRaw`
        INSERT INTO assessments.course_module AS known (id, course_id, is_removed, version)
        VALUES (${moduleId}::uuid, ${courseId}::uuid, ${isRemoved}, ${version})
        ON CONFLICT (id) DO UPDATE SET
          course_id = excluded.course_id, is_removed = known.is_removed OR excluded.is_removed,
          version = greatest(known.version, excluded.version)
        WHERE known.version < excluded.version OR excluded.is_removed`
    },

    async saveEnrollment(enrollment: EventPayload<'enrollment.created'>, version: number): Promise<void> {
      const { enrollmentId, userId, courseId, status } = enrollment
      await client.$executeRaw`
        INSERT INTO assessments.enrollment AS known (id, user_id, course_id, status, version)
        VALUES (${enrollmentId}::uuid, ${userId}::uuid, ${courseId}::uuid, ${status}, ${version})
        ON CONFLICT (id) DO UPDATE SET status = excluded.status, version = excluded.version
        WHERE known.version < excluded.version`
    },
  }
}
