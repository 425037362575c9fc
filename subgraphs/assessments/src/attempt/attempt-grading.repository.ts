import type { Prisma, PrismaClient } from '@lyceum/prisma/assessments'

import { createGraderLock } from '../grading/grader-lock.repository.ts'
import { AttemptStatus } from './attempt.ts'
import type { AttemptRecord } from './attempt.ts'

type FindMany = (where: Prisma.AttemptWhereInput) => Promise<AttemptRecord[]>

/** What happens to attempts once they are over: marks, release and the graders' lock. */
export function createGradingQueries(
  client: Pick<PrismaClient, '$queryRaw' | '$executeRaw'>,
  findMany: FindMany,
) {
  async function findAttempt(id: string): Promise<AttemptRecord | null> {
    return (await findMany({ id }))[0] ?? null
  }

  return {
    ...createGraderLock(client, 'attempt'),

    /** Writes the total of the marks; null while some of it is not graded. */
    async saveScore(id: string, score: number | null): Promise<AttemptRecord> {
      await client.$executeRaw`
        UPDATE assessments.attempt
        SET score = ${score}::int, status = CASE WHEN ${score}::int IS NULL THEN 'SUBMITTED' ELSE 'GRADED' END,
            graded_at = CASE WHEN ${score}::int IS NULL THEN NULL ELSE assessments.db_now() END, version = version + 1
        WHERE id = ${id}::uuid`
      const attempt = await findAttempt(id)
      if (attempt === null) throw new Error(`Attempt ${id} is locked and yet not there`)
      return attempt
    },

    /** Lets the learner have the result; null when it is out already or not there yet. */
    async releaseAttempt(id: string): Promise<AttemptRecord | null> {
      const [row] = await client.$queryRaw<{ id: string }[]>`
        UPDATE assessments.attempt SET released_at = assessments.db_now(), version = version + 1
        WHERE id = ${id}::uuid AND status = 'GRADED' AND released_at IS NULL RETURNING id`
      return row === undefined ? null : await findAttempt(row.id)
    },

    /** Graded attempts whose results are due to be seen: the assessment is over for everybody. */
    async listReleasable(limit: number): Promise<string[]> {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT t.id FROM assessments.attempt t JOIN assessments.assessment a ON a.id = t.assessment_id
        WHERE t.status = 'GRADED' AND t.released_at IS NULL AND a.results_visibility = 'AFTER_DUE'
          AND a.due_at < assessments.db_now()
          AND NOT EXISTS (
            SELECT FROM assessments.accommodation extra
            WHERE extra.assessment_id = a.id AND extra.due_at >= assessments.db_now()
          )
        LIMIT ${limit}`
      return rows.map(({ id }) => id)
    },

    async listUnreleased(assessmentId: string): Promise<AttemptRecord[]> {
      return await findMany({ assessmentId, status: AttemptStatus.GRADED, releasedAt: null })
    },

    /** Whether some of what is over waits for a person. */
    async hasUngraded(assessmentId: string): Promise<boolean> {
      const rows = await client.$queryRaw<unknown[]>`
        SELECT id FROM assessments.attempt
        WHERE assessment_id = ${assessmentId}::uuid AND status = 'SUBMITTED' LIMIT 1`
      return rows.length > 0
    },

    /** Ended attempts that were asked a version of a question, held until the transaction ends. */
    async lockEndedAttemptsWith(questionVersionId: string): Promise<AttemptRecord[]> {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT t.id FROM assessments.attempt t JOIN assessments.attempt_question q ON q.attempt_id = t.id
        WHERE q.question_version_id = ${questionVersionId}::uuid AND t.status <> 'IN_PROGRESS'
        ORDER BY t.id FOR UPDATE OF t`
      return await findMany({ id: { in: rows.map(({ id }) => id) } })
    },
  }
}
