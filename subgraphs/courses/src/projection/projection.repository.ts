import type { PrismaClient } from '@lyceum/prisma/courses'

export interface LectureState {
  readonly lectureId: string
  readonly moduleId: string
  readonly isRemoved: boolean
  readonly version: number
}

export interface EnrollmentState {
  readonly enrollmentId: string
  readonly courseId: string
  readonly userId: string
  readonly status: 'PENDING_PAYMENT' | 'ACTIVE' | 'COMPLETED' | 'CANCELLED'
  readonly version: number
}

export interface PersonState {
  readonly userId: string
  readonly canTeach: boolean
  readonly version: number
}

export type ProjectionRepository = ReturnType<typeof createProjectionRepository>

/** What this subgraph keeps of others' things. A state never overwrites a newer one, in whatever order they arrive. */
export function createProjectionRepository(client: Pick<PrismaClient, '$executeRaw'>) {
  return {
    async keepPerson({ userId, canTeach, version }: PersonState): Promise<void> {
      await client.$executeRaw`
        INSERT INTO courses.person_projection AS known (user_id, can_teach, version)
        VALUES (${userId}::uuid, ${canTeach}, ${version})
        ON CONFLICT (user_id) DO UPDATE
        SET can_teach = excluded.can_teach, version = excluded.version
        WHERE known.version < excluded.version`
    },

    /** A picture that was ready stays so, whatever becomes of later versions of it. */
    async keepImage(assetId: string, ownerId: string): Promise<void> {
      await client.$executeRaw`
        INSERT INTO courses.image_projection (asset_id, owner_id) VALUES (${assetId}::uuid, ${ownerId}::uuid)
        ON CONFLICT DO NOTHING`
    },

    async keepLecture({ lectureId, moduleId, isRemoved, version }: LectureState): Promise<void> {
      await client.$executeRaw`
        INSERT INTO courses.lecture_projection AS known (lecture_id, module_id, is_removed, version)
        VALUES (${lectureId}::uuid, ${moduleId}::uuid, ${isRemoved}, ${version})
        ON CONFLICT (lecture_id) DO UPDATE
        SET module_id = excluded.module_id, is_removed = excluded.is_removed, version = excluded.version
        WHERE known.version < excluded.version`
    },

    /** Keeps the enrolment and counts its course's learners by the difference that it makes. */
    async keepEnrollment(enrollment: EnrollmentState): Promise<void> {
      const { enrollmentId, courseId, userId, status, version } = enrollment
      await client.$executeRaw`
        WITH kept AS (
          INSERT INTO courses.enrollment_projection AS known (enrollment_id, course_id, user_id, status, version)
          VALUES (${enrollmentId}::uuid, ${courseId}::uuid, ${userId}::uuid,
            ${status}::courses.enrollment_status, ${version})
          ON CONFLICT (enrollment_id) DO UPDATE SET status = excluded.status, version = excluded.version
          WHERE known.version < excluded.version
          RETURNING new.course_id,
            (new.status IN ('ACTIVE', 'COMPLETED'))::integer
              - coalesce(old.status IN ('ACTIVE', 'COMPLETED'), false)::integer AS difference
        )
        UPDATE courses.course SET enrollment_count = enrollment_count + kept.difference
        FROM kept WHERE course.id = kept.course_id AND kept.difference <> 0`
    },
  }
}
