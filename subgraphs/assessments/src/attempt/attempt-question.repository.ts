import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/assessments'

import { answerRecordSchema } from '../question/question.ts'
import type { QuestionVersionRecord } from '../question/question.ts'
import { createQuestionRepository } from '../question/question.repository.ts'
import { rubricScoresSchema } from './attempt.ts'
import type { AttemptQuestionRecord, RubricScore } from './attempt.ts'

export type AttemptQuestionRepository = ReturnType<typeof createAttemptQuestionRepository>

type Client = Pick<PrismaClient, 'attemptQuestion' | 'scoreChange' | '$queryRaw' | '$executeRaw'> &
  Parameters<typeof createQuestionRepository>[0]

/** The questions of attempts, each in the version that the attempt keeps. */
export function createAttemptQuestionRepository(client: Client) {
  const questions = createQuestionRepository(client)
  return {
    async insertQuestions(
      attemptId: string,
      chosen: readonly { readonly id: string; readonly questionId: string; readonly marks: number }[],
    ): Promise<void> {
      const data = chosen.map(({ id: questionVersionId, questionId, marks }, position) => ({
        attemptId,
        questionId,
        questionVersionId,
        position,
        marks,
      }))
      await client.attemptQuestion.createMany({ data })
    },

    /** Of many attempts, in the order of each. */
    async listQuestions(attemptIds: readonly string[]): Promise<AttemptQuestionRecord[]> {
      const rows = await client.attemptQuestion.findMany({
        where: { attemptId: { in: attemptIds.filter(isId) } },
        orderBy: [{ attemptId: 'asc' }, { position: 'asc' }],
      })
      const versions = await questions.findVersions([...new Set(rows.map((row) => row.questionVersionId))])
      const byId = new Map(versions.map((version) => [version.id, version]))
      return rows.flatMap((row) => {
        const question = byId.get(row.questionVersionId)
        if (question === undefined) return []
        const answer = row.answer === null ? null : answerRecordSchema.parse(row.answer)
        const rubricScores = rubricScoresSchema.parse(row.rubricScores ?? [])
        return [{ ...row, answer, rubricScores, question }]
      })
    },

    /** The question in the version that the attempt keeps; null when the attempt does not ask it. */
    async findQuestionOf(attemptId: string, questionId: string): Promise<QuestionVersionRecord | null> {
      const [version] = await questions.findVersionOfAttempt(attemptId, questionId)
      return version ?? null
    },

    /** No key of these questions is corrected before the transaction ends. */
    async holdKeys(attemptId: string): Promise<void> {
      await client.$queryRaw`
        SELECT q.id FROM assessments.question q
        JOIN assessments.attempt_question asked ON asked.question_id = q.id
        WHERE asked.attempt_id = ${attemptId}::uuid ORDER BY q.id FOR SHARE OF q`
    },

    /** The marks of questions of one attempt, by machine. */
    async saveScores(
      attemptId: string,
      scores: readonly { readonly questionId: string; readonly score: number | null }[],
    ): Promise<void> {
      await client.$executeRaw`
        UPDATE assessments.attempt_question q SET score = given.score
        FROM unnest(${scores.map(({ questionId }) => questionId)}::uuid[], ${scores.map(({ score }) => score)}::int[])
          AS given (question_id, score)
        WHERE q.attempt_id = ${attemptId}::uuid AND q.question_id = given.question_id`
    },

    async saveGrade(
      key: { readonly attemptId: string; readonly questionId: string },
      grade: {
        readonly score: number
        readonly comment: string | null
        readonly rubricScores: readonly RubricScore[]
        readonly gradedBy: string
      },
    ): Promise<void> {
      const rubricScores = grade.rubricScores.map((score) => ({ ...score }))
      await client.attemptQuestion.update({
        where: { attemptId_questionId: key },
        data: { ...grade, rubricScores },
      })
    },

    async insertScoreChanges(
      changes: readonly {
        readonly attemptId: string
        readonly keyRevisionId: string
        readonly oldScore: number
        readonly newScore: number
        readonly reason: string
        readonly changedBy: string
      }[],
    ): Promise<void> {
      await client.scoreChange.createMany({ data: [...changes] })
    },

    async listScoreChanges(attemptIds: readonly string[]) {
      return await client.scoreChange.findMany({
        where: { attemptId: { in: attemptIds.filter(isId) } },
        orderBy: { id: 'asc' },
      })
    },
  }
}
