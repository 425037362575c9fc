import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import type { PrismaClient, Submission } from '@lyceum/prisma/assessments'

import { filesSchema } from './submission.ts'
import type { SubmissionRecord } from './submission.ts'

export type SubmissionRepository = ReturnType<typeof createSubmissionRepository>

type Client = Pick<PrismaClient, 'submission' | '$queryRaw' | '$executeRaw'>

export function createSubmissionRepository(client: Client) {
  return {
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
      grade: Pick<SubmissionRecord, 'rawScore' | 'score' | 'comment' | 'gradedBy' | 'gradedAt'>,
    ): Promise<SubmissionRecord> {
      const data = { ...grade, version: { increment: 1 } }
      return toSubmission(await client.submission.update({ where: { id }, data }))
    },

    /** Null when it is out already or not graded. */
    async releaseSubmission(id: string): Promise<SubmissionRecord | null> {
      const [row] = await client.$queryRaw<{ id: string }[]>`
        UPDATE assessments.submission SET released_at = assessments.db_now(), version = version + 1
        WHERE id = ${id}::uuid AND graded_at IS NOT NULL AND released_at IS NULL RETURNING id`
      return row === undefined ? null : await this.findSubmission(row.id)
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
  return { ...row, files: filesSchema.parse(row.files) }
}
