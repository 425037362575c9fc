import type { DomainEvent } from '@lyceum/events'
import type { PrismaClient } from '@lyceum/prisma/lectures'

export type EnrollmentEvent = DomainEvent<
  'enrollment.created' | 'enrollment.activated' | 'enrollment.completed' | 'enrollment.cancelled'
>

export type EnrollmentRepository = ReturnType<typeof createEnrollmentRepository>

/** What this subgraph keeps of enrolments. */
export function createEnrollmentRepository(client: Pick<PrismaClient, '$executeRaw'>) {
  return {
    /** Keeps the newest state. */
    async project({ aggregateVersion, payload }: EnrollmentEvent): Promise<void> {
      await client.$executeRaw`
        INSERT INTO lectures.enrollment AS e (enrollment_id, user_id, course_id, status, version)
        VALUES (${payload.enrollmentId}::uuid, ${payload.userId}::uuid, ${payload.courseId}::uuid,
                ${payload.status}, ${aggregateVersion})
        ON CONFLICT (enrollment_id) DO UPDATE SET status = excluded.status, version = excluded.version
        WHERE e.version < excluded.version`
    },
  }
}
