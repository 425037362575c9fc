import type { PrismaClient } from '@lyceum/prisma/certificates'

import type { LearnerInCourse } from '../certificate/certificate.repository.ts'

/** That somebody earned a certificate. */
export interface Evidence {
  readonly enrollmentId: string
  readonly completedAt: Date
  /** The gradebook's total of the course, an exact decimal; null while there is none. */
  readonly scorePercent: string | null
}

export type EvidenceRepository = ReturnType<typeof createEvidenceRepository>

type Client = Pick<PrismaClient, 'completion' | 'refundedEnrollment' | '$queryRaw' | '$executeRaw'>

/** Completions, assessments and results: what a certificate is earned by. */
export function createEvidenceRepository(client: Client) {
  return {
    /**
     * Decisions about one person in one course come one after the other, so that of a completion and a result that arrive
     * at the same moment the second sees the first.
     */
    async lockLearner({ userId, courseId }: LearnerInCourse): Promise<void> {
      await client.$queryRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${courseId}, 0))::text`
      await client.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`learner ${userId}`}, 0))::text`
    },

    /** The same for everybody in a course at once. */
    async lockCourse(courseId: string): Promise<void> {
      await client.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${courseId}, 0))::text`
    },

    /** The same for one person in all their courses. */
    async lockPerson(userId: string): Promise<void> {
      await client.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`learner ${userId}`}, 0))::text`
    },

    /** What earned the person a certificate of the course; null when something is missing. The latest completion counts. */
    async findEvidence({ userId, courseId }: LearnerInCourse): Promise<Evidence | null> {
      const [evidence] = await client.$queryRaw<Evidence[]>`
        WITH required AS (
          SELECT a.id, EXISTS (
            SELECT FROM certificates.attempt
            WHERE assessment_id = a.id AND user_id = ${userId}::uuid AND is_passed
          ) AS is_passed
          FROM certificates.assessment AS a
          WHERE a.course_id = ${courseId}::uuid AND a.is_required AND NOT a.is_removed
        )
        SELECT done.enrollment_id AS "enrollmentId", done.changed_at AS "completedAt",
               trim_scale(grade.total_percent)::text AS "scorePercent"
        FROM certificates.completion AS done
        LEFT JOIN certificates.grade ON grade.user_id = done.user_id AND grade.course_id = done.course_id
        WHERE done.user_id = ${userId}::uuid AND done.course_id = ${courseId}::uuid AND done.is_completed
          AND NOT EXISTS (SELECT FROM certificates.refunded_enrollment AS r WHERE r.enrollment_id = done.enrollment_id)
          AND NOT EXISTS (SELECT FROM required WHERE NOT is_passed)
        ORDER BY done.changed_at DESC LIMIT 1`
      return evidence ?? null
    },

    /** The gradebook's total of the course, an exact decimal; null while there is none. */
    async findTotal({ userId, courseId }: LearnerInCourse): Promise<string | null> {
      const [grade] = await client.$queryRaw<{ total: string | null }[]>`
        SELECT trim_scale(total_percent)::text AS total FROM certificates.grade
        WHERE user_id = ${userId}::uuid AND course_id = ${courseId}::uuid`
      return grade?.total ?? null
    },

    /** Who completed a course, or what a person completed, without a certificate of it, or with one that a regrade revoked. */
    async listWaiting(of: { readonly courseId: string } | { readonly userId: string }) {
      const { courseId = null, userId = null } = { courseId: undefined, userId: undefined, ...of }
      return await client.$queryRaw<LearnerInCourse[]>`
        SELECT DISTINCT done.user_id AS "userId", done.course_id AS "courseId"
        FROM certificates.completion AS done
        WHERE done.is_completed
          AND (${courseId}::uuid IS NULL OR done.course_id = ${courseId}::uuid)
          AND (${userId}::uuid IS NULL OR done.user_id = ${userId}::uuid)
          AND NOT EXISTS (
            SELECT FROM certificates.certificate AS c
            WHERE c.user_id = done.user_id AND c.course_id = done.course_id
              AND c.revocation IS DISTINCT FROM 'REGRADE')
        ORDER BY 1, 2`
    },

    async saveCompletion(completion: {
      readonly enrollmentId: string
      readonly userId: string
      readonly courseId: string
      readonly isCompleted: boolean
      readonly changedAt: Date
      readonly version: number
    }): Promise<void> {
      const { enrollmentId, userId, courseId, isCompleted, changedAt, version } = completion
      await client.$executeRaw`
        INSERT INTO certificates.completion AS known
          (enrollment_id, user_id, course_id, is_completed, changed_at, version)
        VALUES (${enrollmentId}::uuid, ${userId}::uuid, ${courseId}::uuid, ${isCompleted}, ${changedAt}, ${version})
        ON CONFLICT (enrollment_id) DO UPDATE SET
          is_completed = excluded.is_completed, changed_at = excluded.changed_at, version = excluded.version
        WHERE known.version < excluded.version`
    },

    async saveRefund(enrollmentId: string): Promise<void> {
      await client.$executeRaw`
        INSERT INTO certificates.refunded_enrollment (enrollment_id) VALUES (${enrollmentId}::uuid) ON CONFLICT DO NOTHING`
    },

    async saveAssessment(assessment: {
      readonly id: string
      readonly courseId: string
      readonly isRequired: boolean
      readonly isRemoved: boolean
      readonly version: number
    }): Promise<void> {
      const { id, courseId, isRequired, isRemoved, version } = assessment
      await client.$executeRaw`
        INSERT INTO certificates.assessment AS known (id, course_id, is_required, is_removed, version)
        VALUES (${id}::uuid, ${courseId}::uuid, ${isRequired}, ${isRemoved}, ${version})
        ON CONFLICT (id) DO UPDATE SET
          is_required = excluded.is_required, is_removed = excluded.is_removed, version = excluded.version
        WHERE known.version < excluded.version`
    },

    /** Keeps a result; whether it was a pass before and is none now. */
    async saveAttempt(attempt: {
      readonly id: string
      readonly assessmentId: string
      readonly userId: string
      readonly isPassed: boolean
      readonly version: number
    }): Promise<{ readonly isPassLost: boolean }> {
      const { id, assessmentId, userId, isPassed, version } = attempt
      const [saved] = await client.$queryRaw<{ isPassLost: boolean | null }[]>`
        INSERT INTO certificates.attempt AS known (id, assessment_id, user_id, is_passed, version)
        VALUES (${id}::uuid, ${assessmentId}::uuid, ${userId}::uuid, ${isPassed}, ${version})
        ON CONFLICT (id) DO UPDATE SET is_passed = excluded.is_passed, version = excluded.version
        WHERE known.version < excluded.version
        RETURNING old.is_passed AND NOT new.is_passed AS "isPassLost"`
      return { isPassLost: saved?.isPassLost === true }
    },

    /** Whether a required assessment has no passed attempt of the person. */
    async isRequirementMissed(assessmentId: string, userId: string): Promise<boolean> {
      const [missed] = await client.$queryRaw<unknown[]>`
        SELECT FROM certificates.assessment AS a
        WHERE a.id = ${assessmentId}::uuid AND a.is_required AND NOT a.is_removed AND NOT EXISTS (
          SELECT FROM certificates.attempt
          WHERE assessment_id = a.id AND user_id = ${userId}::uuid AND is_passed)`
      return missed !== undefined
    },

    async saveGrade(
      { userId, courseId }: LearnerInCourse,
      totalPercent: string | null,
      version: number,
    ): Promise<void> {
      await client.$executeRaw`
        INSERT INTO certificates.grade AS known (user_id, course_id, total_percent, version)
        VALUES (${userId}::uuid, ${courseId}::uuid, ${totalPercent}::numeric, ${version})
        ON CONFLICT (user_id, course_id) DO UPDATE SET
          total_percent = excluded.total_percent, version = excluded.version
        WHERE known.version < excluded.version`
    },
  }
}
