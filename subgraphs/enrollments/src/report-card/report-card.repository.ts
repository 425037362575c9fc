import type { EventPayload } from '@lyceum/events'
import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/enrollments'

import type { AssessmentResultRecord, AttendanceCount, GradeRecord } from './report-card.ts'

export type ReportCardRepository = ReturnType<typeof createReportCardRepository>

/** What stands on report cards, by the enrolments they belong to. Grades and results are as others said them. */
export function createReportCardRepository(client: Pick<PrismaClient, '$queryRaw' | '$executeRaw'>) {
  return {
    async listGrades(enrollmentIds: readonly string[]): Promise<GradeRecord[]> {
      return await client.$queryRaw<GradeRecord[]>`
        SELECT e.id AS "enrollmentId", trim_scale(grade.total_percent)::text AS "totalPercent"
        FROM enrollments.enrollment AS e
        JOIN enrollments.course_grade AS grade ON grade.user_id = e.user_id AND grade.course_id = e.course_id
        WHERE e.id = ANY (${enrollmentIds.filter(isId)}::uuid[])`
    },

    /** The best released result of each assessment that is there, in the order in which the assessments were made. */
    async listResults(
      enrollmentIds: readonly string[],
      { first, after }: PageRequest,
    ): Promise<AssessmentResultRecord[]> {
      const [previous = null] = after ?? []
      return await client.$queryRaw<AssessmentResultRecord[]>`
        SELECT e.id AS "enrollmentId", best.assessment_id AS "assessmentId", best.title,
               trim_scale(best.score_percent)::text AS "scorePercent", best.is_passed AS "isPassed",
               best.is_required AS "isRequired", best.graded_at AS "gradedAt"
        FROM enrollments.enrollment AS e
        CROSS JOIN LATERAL (
          SELECT DISTINCT ON (result.assessment_id) result.*
          FROM enrollments.assessment_result AS result
          WHERE result.user_id = e.user_id AND result.course_id = e.course_id
            AND (${previous}::uuid IS NULL OR result.assessment_id > ${previous}::uuid)
            AND NOT EXISTS (
              SELECT FROM enrollments.removed_assessment AS removed
              WHERE removed.assessment_id = result.assessment_id
            )
          ORDER BY result.assessment_id, result.score_percent DESC, result.is_passed DESC, result.graded_at
          LIMIT ${first + 1}
        ) AS best
        WHERE e.id = ANY (${enrollmentIds.filter(isId)}::uuid[])
        ORDER BY e.id, best.assessment_id`
    },

    async countAttendance(enrollmentIds: readonly string[]): Promise<AttendanceCount[]> {
      return await client.$queryRaw<AttendanceCount[]>`
        SELECT e.id AS "enrollmentId",
               (count(*) FILTER (WHERE mark.status = 'PRESENT'))::int AS "presentCount",
               (count(*) FILTER (WHERE mark.status = 'LATE'))::int AS "lateCount",
               (count(*) FILTER (WHERE mark.status = 'EXCUSED'))::int AS "excusedCount",
               (count(*) FILTER (WHERE mark.status = 'ABSENT'))::int AS "absentCount"
        FROM enrollments.enrollment AS e
        JOIN enrollments.class_session AS session ON session.course_id = e.course_id AND session.cancelled_at IS NULL
        JOIN enrollments.attendance AS mark ON mark.class_session_id = session.id AND mark.user_id = e.user_id
        WHERE e.id = ANY (${enrollmentIds.filter(isId)}::uuid[])
        GROUP BY e.id`
    },

    /** Keeps a grade, unless a newer one is known. */
    async saveGrade(grade: EventPayload<'course_grade.changed'>, version: number): Promise<void> {
      const { userId, courseId, totalPercent } = grade
      await client.$executeRaw`
        INSERT INTO enrollments.course_grade AS known (user_id, course_id, total_percent, version)
        VALUES (${userId}::uuid, ${courseId}::uuid, ${totalPercent}::numeric, ${version})
        ON CONFLICT (user_id, course_id) DO UPDATE
        SET total_percent = excluded.total_percent, version = excluded.version
        WHERE known.version < excluded.version`
    },

    /** Keeps the result of an attempt, unless a newer one of the same attempt is known. */
    async saveResult(result: EventPayload<'attempt.graded'>, version: number): Promise<void> {
      const { attemptId, assessmentId, courseId, userId, title, scorePercent } = result
      const { isPassed, isRequired, gradedAt } = result
      await client.$executeRaw`
        INSERT INTO enrollments.assessment_result AS known
          (attempt_id, assessment_id, course_id, user_id, title, score_percent, is_passed, is_required, graded_at, version)
        VALUES (${attemptId}::uuid, ${assessmentId}::uuid, ${courseId}::uuid, ${userId}::uuid, ${title},
                ${scorePercent}::numeric, ${isPassed}, ${isRequired}, ${new Date(gradedAt)}, ${version})
        ON CONFLICT (attempt_id) DO UPDATE SET
          title = excluded.title, score_percent = excluded.score_percent, is_passed = excluded.is_passed,
          is_required = excluded.is_required, graded_at = excluded.graded_at, version = excluded.version
        WHERE known.version < excluded.version`
    },

    /** Results of the assessment no longer stand on any report card, also those that are heard of later. */
    async removeAssessment(assessmentId: string): Promise<void> {
      await client.$executeRaw`
        INSERT INTO enrollments.removed_assessment (assessment_id) VALUES (${assessmentId}::uuid)
        ON CONFLICT DO NOTHING`
    },
  }
}
