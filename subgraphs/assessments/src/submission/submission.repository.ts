import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import type { PrismaClient, Submission } from '@lyceum/prisma/assessments'

import { rubricScoresSchema } from '../attempt/attempt.ts'
import { createGraderLock } from '../grading/grader-lock.repository.ts'
import { filesSchema } from './submission.ts'
import type { SubmissionRecord } from './submission.ts'

export type SubmissionRepository = ReturnType<typeof createSubmissionRepository>

type Client = Pick<PrismaClient, 'submission' | '$queryRaw' | '$executeRaw'>

export function createSubmissionRepository(client: Client) {
  return {
    ...createGraderLock(client, 'submission'),

    async findSubmission(id: string): Promise<SubmissionRecord | null> {
      const row = await client.submission.findFirst({ where: { id: { in: [id].filter(isId) } } })
      return row === null ? null : toSubmission(row)
    },

    async listSubmissionsOf(userId: string, assessmentIds: readonly string[]): Promise<SubmissionRecord[]> {
      const rows = await client.submission.findMany({
        where: { userId, assessmentId: { in: assessmentIds.filter(isId) } },
        orderBy: { number: 'asc' },
      })
      return rows.map(toSubmission)
    },

    /** What everybody handed in last. */
    async listLatest(assessmentId: string): Promise<SubmissionRecord[]> {
      const rows = await client.submission.findMany({
        where: { assessmentId },
        orderBy: [{ userId: 'asc' }, { number: 'desc' }],
        distinct: ['userId'],
      })
      return rows.map(toSubmission)
    },

    async listPage(assessmentId: string, { first, after }: PageRequest): Promise<SubmissionRecord[]> {
      const [previous] = after ?? []
      const rows = await client.submission.findMany({
        where: { assessmentId, ...(previous !== undefined && { id: { gt: previous } }) },
        orderBy: { id: 'asc' },
        take: first + 1,
      })
      return rows.map(toSubmission)
    },

    async insertSubmission(
      submission: Pick<
        SubmissionRecord,
        | 'assessmentId'
        | 'courseId'
        | 'userId'
        | 'number'
        | 'text'
        | 'files'
        | 'submittedAt'
        | 'lateDays'
        | 'penalty'
        | 'receipt'
        | 'totalMarks'
      >,
    ): Promise<SubmissionRecord> {
      const files = submission.files.map((file) => ({ ...file }))
      return toSubmission(await client.submission.create({ data: { ...submission, files } }))
    },

    /** Waits for whoever grades or releases it, and keeps others from it until the transaction ends. */
    async lockSubmission(id: string): Promise<SubmissionRecord | null> {
      if (!isId(id)) return null
      await client.$queryRaw`SELECT id FROM assessments.submission WHERE id = ${id}::uuid FOR UPDATE`
      return await this.findSubmission(id)
    },

    async saveGrade(
      id: string,
      grade: Pick<
        SubmissionRecord,
        'rawScore' | 'score' | 'rubricScores' | 'comment' | 'gradedBy' | 'gradedAt'
      >,
    ): Promise<SubmissionRecord> {
      const rubricScores = grade.rubricScores.map((score) => ({ ...score }))
      const data = { ...grade, rubricScores, version: { increment: 1 } }
      return toSubmission(await client.submission.update({ where: { id }, data }))
    },

    /** Null when it is out already or not graded. */
    async releaseSubmission(id: string): Promise<SubmissionRecord | null> {
      const [row] = await client.$queryRaw<{ id: string }[]>`
        UPDATE assessments.submission SET released_at = assessments.db_now(), version = version + 1
        WHERE id = ${id}::uuid AND graded_at IS NOT NULL AND released_at IS NULL RETURNING id`
      return row === undefined ? null : await this.findSubmission(row.id)
    },

    /** Graded ones whose marks are due to be seen: nothing more is taken, also from those with more time. */
    async listReleasable(limit: number): Promise<string[]> {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT s.id FROM assessments.submission s JOIN assessments.assessment a ON a.id = s.assessment_id
        WHERE s.graded_at IS NOT NULL AND s.released_at IS NULL AND a.results_visibility = 'AFTER_DUE'
          AND greatest(a.due_at, a.late_until) < assessments.db_now()
          AND NOT EXISTS (
            SELECT FROM assessments.accommodation extra
            WHERE extra.assessment_id = a.id AND extra.due_at >= assessments.db_now()
          )
        LIMIT ${limit}`
      return rows.map(({ id }) => id)
    },

    /** Whether what somebody handed in last waits for a person. */
    async hasUngraded(assessmentId: string): Promise<boolean> {
      const rows = await client.$queryRaw<unknown[]>`
        SELECT user_id FROM (
          SELECT DISTINCT ON (user_id) user_id, graded_at FROM assessments.submission
          WHERE assessment_id = ${assessmentId}::uuid ORDER BY user_id, number DESC
        ) AS last
        WHERE graded_at IS NULL LIMIT 1`
      return rows.length > 0
    },

    async hasGraded(assessmentId: string): Promise<boolean> {
      return (await client.submission.count({ where: { assessmentId, gradedAt: { not: null } } })) > 0
    },

    async listUnreleased(assessmentId: string): Promise<SubmissionRecord[]> {
      const rows = await client.submission.findMany({
        where: { assessmentId, gradedAt: { not: null }, releasedAt: null },
      })
      return rows.map(toSubmission)
    },
  }
}

function toSubmission(row: Submission): SubmissionRecord {
  const rubricScores = rubricScoresSchema.parse(row.rubricScores)
  return { ...row, files: filesSchema.parse(row.files), rubricScores }
}
