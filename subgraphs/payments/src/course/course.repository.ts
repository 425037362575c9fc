import type { EventPayload } from '@lyceum/events'
import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/payments'

/** A course as prices need it. */
export interface CourseRecord {
  readonly id: string
  readonly title: string
  readonly status: string
  /** Null = free. */
  readonly amountMinor: number | null
  readonly currency: string | null
}

export interface EnrollmentRecord {
  readonly id: string
  readonly courseId: string
  readonly status: string
}

export type CourseRepository = ReturnType<typeof createCourseRepository>

/** What this subgraph knows of courses and enrolments. */
export function createCourseRepository(client: Pick<PrismaClient, 'course' | 'enrollment' | '$executeRaw'>) {
  return {
    async findCourses(ids: readonly string[]): Promise<CourseRecord[]> {
      return await client.course.findMany({ where: { id: { in: ids.filter(isId) } } })
    },

    /** A person's enrolments in some courses that were not cancelled. */
    async findOpenEnrollments(userId: string, courseIds: readonly string[]): Promise<EnrollmentRecord[]> {
      return await client.enrollment.findMany({
        where: { userId, courseId: { in: courseIds.filter(isId) }, status: { not: 'CANCELLED' } },
      })
    },

    /** Keeps what an event said, unless something newer is known. */
    async saveCourse(course: EventPayload<'course.updated'>, status: string, version: number): Promise<void> {
      const { courseId, title, price } = course
      await client.$executeRaw`
        INSERT INTO payments.course AS known (id, title, status, amount_minor, currency, version)
        VALUES (${courseId}::uuid, ${title}, ${status}, ${price?.amountMinor ?? null}, ${price?.currency ?? null}, ${version})
        ON CONFLICT (id) DO UPDATE SET
          title = excluded.title, status = excluded.status, amount_minor = excluded.amount_minor,
          currency = excluded.currency, version = excluded.version
        WHERE known.version < excluded.version`
    },

    /** Keeps what an event said, unless something newer is known. */
    async saveEnrollment(enrollment: EventPayload<'enrollment.created'>, version: number): Promise<void> {
      const { enrollmentId, userId, courseId, status } = enrollment
      await client.$executeRaw`
        INSERT INTO payments.enrollment AS known (id, user_id, course_id, status, version)
        VALUES (${enrollmentId}::uuid, ${userId}::uuid, ${courseId}::uuid, ${status}, ${version})
        ON CONFLICT (id) DO UPDATE SET status = excluded.status, version = excluded.version
        WHERE known.version < excluded.version`
    },
  }
}
