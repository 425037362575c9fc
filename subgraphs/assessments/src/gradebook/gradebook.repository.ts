import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/assessments'

import { AssessmentKind } from '../assessment/assessment.ts'
import type { DropRules, GradeEntry } from './total-grade.ts'

export interface CourseGradeRecord {
  readonly courseId: string
  readonly userId: string
  /** In 1/10000 percent. */
  readonly total: number | null
  readonly version: bigint
}

export type GradebookRepository = ReturnType<typeof createGradebookRepository>

type Client = Pick<PrismaClient, 'courseGrade' | 'gradingRules' | '$queryRaw' | '$executeRaw'>

/** Grades of courses and the rules that make them. */
export function createGradebookRepository(client: Client) {
  return {
    async findRules(courseId: string): Promise<DropRules> {
      const rules = await client.gradingRules.findFirst({
        where: { courseId: { in: [courseId].filter(isId) } },
      })
      return {
        QUIZ: rules?.dropQuizzes ?? 0,
        EXAM: rules?.dropExams ?? 0,
        ASSIGNMENT: rules?.dropAssignments ?? 0,
      }
    },

    async saveRules(courseId: string, { QUIZ, EXAM, ASSIGNMENT }: DropRules): Promise<void> {
      const rules = { dropQuizzes: QUIZ, dropExams: EXAM, dropAssignments: ASSIGNMENT }
      await client.gradingRules.upsert({ where: { courseId }, create: { courseId, ...rules }, update: rules })
    },

    /** The person's grade, made if need be and held until the transaction ends, so that recounts come one by one. */
    async lockGrade(courseId: string, userId: string): Promise<CourseGradeRecord> {
      const [grade] = await client.$queryRaw<[CourseGradeRecord]>`
        INSERT INTO assessments.course_grade (course_id, user_id) VALUES (${courseId}::uuid, ${userId}::uuid)
        ON CONFLICT (course_id, user_id) DO UPDATE SET user_id = excluded.user_id
        RETURNING course_id AS "courseId", user_id AS "userId", total, version`
      return grade
    },

    /** The best released result of each assessment that is there. */
    async listResults(courseId: string, userId: string): Promise<GradeEntry[]> {
      const rows = await client.$queryRaw<(Omit<GradeEntry, 'kind'> & { kind: string })[]>`
        SELECT DISTINCT ON (a.id) a.kind, a.weight, r.score, r.total_marks AS "totalMarks"
        FROM (
          SELECT assessment_id, score, total_marks FROM assessments.attempt
          WHERE course_id = ${courseId}::uuid AND user_id = ${userId}::uuid AND released_at IS NOT NULL
          UNION ALL
          SELECT assessment_id, score, total_marks FROM assessments.submission
          WHERE course_id = ${courseId}::uuid AND user_id = ${userId}::uuid AND released_at IS NOT NULL
        ) r JOIN assessments.assessment a ON a.id = r.assessment_id
        WHERE a.status <> 'REMOVED' AND r.score IS NOT NULL
        ORDER BY a.id, r.score::numeric / nullif(r.total_marks, 0) DESC NULLS LAST`
      return rows.map((row) => ({ ...row, kind: AssessmentKind[row.kind as AssessmentKind] }))
    },

    async saveTotal(courseId: string, userId: string, total: number | null): Promise<CourseGradeRecord> {
      return await client.courseGrade.update({
        where: { courseId_userId: { courseId, userId } },
        data: { total, version: { increment: 1 } },
      })
    },

    async listGradesOf(userId: string, courseIds: readonly string[]): Promise<CourseGradeRecord[]> {
      return await client.courseGrade.findMany({
        where: { userId, courseId: { in: courseIds.filter(isId) } },
      })
    },

    async listUserIds(courseId: string): Promise<string[]> {
      const rows = await client.courseGrade.findMany({ where: { courseId }, orderBy: { userId: 'asc' } })
      return rows.map(({ userId }) => userId)
    },

    async listPage(courseId: string, { first, after }: PageRequest): Promise<CourseGradeRecord[]> {
      const [previous] = after ?? []
      return await client.courseGrade.findMany({
        where: { courseId, ...(previous !== undefined && { userId: { gt: previous } }) },
        orderBy: { userId: 'asc' },
        take: first + 1,
      })
    },
  }
}
