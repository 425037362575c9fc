import type { PrismaClient } from '@lyceum/prisma/certificates'

import type { LearnerInCourse } from '../certificate/certificate.repository.ts'

/** That somebody earned a certificate. */
export interface Evidence {
  readonly enrollmentId: string
  readonly completedAt: Date
  /** The mean of the best scores in what was required, to one decimal; null when nothing was. */
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
          SELECT a.id, best.score, COALESCE(best.is_passed, false) AS is_passed
          FROM certificates.assessment AS a
          LEFT JOIN LATERAL (
            SELECT max(score_percent) AS score, bool_or(is_passed) AS is_passed
            FROM certificates.attempt WHERE assessment_id = a.id AND user_id = ${userId}::uuid
          ) AS best ON true
          WHERE a.course_id = ${courseId}::uuid AND a.is_required AND NOT a.is_removed
        )
        SELECT done.enrollment_id AS "enrollmentId", done.changed_at AS "completedAt",
               (SELECT trim_scale(round(avg(score), 1))::text FROM required) AS "scorePercent"
        FROM certificates.completion AS done
        WHERE done.user_id = ${userId}::uuid AND done.course_id = ${courseId}::uuid AND done.is_completed
          AND NOT EXISTS (SELECT FROM certificates.refunded_enrollment AS r WHERE r.enrollment_id = done.enrollment_id)
          AND NOT EXISTS (SELECT FROM required WHERE NOT is_passed)
        ORDER BY done.changed_at DESC LIMIT 1`
      return evidence ?? null
    },

    /** Who completed a course, or what a person completed, without having a certificate of it. */
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
            WHERE c.user_id = done.user_id AND c.course_id = done.course_id)
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

    async saveAttempt(attempt: {
      readonly id: string
      readonly assessmentId: string
      readonly userId: string
      readonly scorePercent: string
      readonly isPassed: boolean
      readonly version: number
    }): Promise<void> {
      const { id, assessmentId, userId, scorePercent, isPassed, version } = attempt
      await client.$executeRaw`
        INSERT INTO certificates.attempt AS known (id, assessment_id, user_id, score_percent, is_passed, version)
        VALUES (${id}::uuid, ${assessmentId}::uuid, ${userId}::uuid, ${scorePercent}::numeric, ${isPassed}, ${version})
        ON CONFLICT (id) DO UPDATE SET
          score_percent = excluded.score_percent, is_passed = excluded.is_passed, version = excluded.version
        WHERE known.version < excluded.version`
    },
  }
}
