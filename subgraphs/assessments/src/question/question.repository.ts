import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import { Prisma } from '@lyceum/prisma/assessments'
import type { PrismaClient } from '@lyceum/prisma/assessments'

import { contentSchema, keySchema, rubricSchema } from './question.ts'
import type { QuestionBankRecord, QuestionKey, QuestionVersionRecord } from './question.ts'
import type { NewQuestionVersion } from './write-question.ts'

export type QuestionRepository = ReturnType<typeof createQuestionRepository>

type Client = Pick<
  PrismaClient,
  'questionBank' | 'question' | 'questionVersion' | 'keyRevision' | '$queryRaw' | '$executeRaw'
>

type VersionRow = QuestionVersionRecord & {
  readonly content: unknown
  readonly key: unknown
  readonly rubric: unknown
}

/** Question banks, and their questions in all their versions. */
export function createQuestionRepository(client: Client) {
  async function selectVersions(condition: Prisma.Sql): Promise<QuestionVersionRecord[]> {
    const rows = await client.$queryRaw<VersionRow[]>`
      SELECT v.id, v.question_id AS "questionId", q.bank_id AS "bankId", b.course_id AS "courseId", v.number, v.type,
             v.prompt, v.content, coalesce(revision.key, v.key) AS key, v.partial, v.marks, v.penalty, v.explanation,
             v.rubric, v.created_at AS "createdAt"
      FROM assessments.question_version v
      JOIN assessments.question q ON q.id = v.question_id
      JOIN assessments.question_bank b ON b.id = q.bank_id
      LEFT JOIN LATERAL (
        SELECT r.key FROM assessments.key_revision r WHERE r.question_version_id = v.id ORDER BY r.id DESC LIMIT 1
      ) revision ON true
      ${condition}`
    return rows.map((row) => ({
      ...row,
      content: contentSchema.parse(row.content),
      key: keySchema.parse(row.key),
      rubric: rubricSchema.parse(row.rubric),
    }))
  }

  async function insertVersion(
    question: { readonly questionId: string; readonly number: number; readonly createdBy: string },
    version: NewQuestionVersion,
  ): Promise<void> {
    await client.questionVersion.create({ data: { ...version, ...question } })
  }

  return {
    async insertBank(bank: {
      readonly courseId: string
      readonly title: string
    }): Promise<QuestionBankRecord> {
      return await client.questionBank.create({ data: bank })
    },

    async findBanks(ids: readonly string[]): Promise<QuestionBankRecord[]> {
      return await client.questionBank.findMany({ where: { id: { in: ids.filter(isId) } } })
    },

    async listBanksOfCourses(courseIds: readonly string[]): Promise<QuestionBankRecord[]> {
      return await client.questionBank.findMany({
        where: { courseId: { in: courseIds.filter(isId) } },
        orderBy: { id: 'asc' },
      })
    },

    /** A new question with its first version. */
    async insertQuestion(bankId: string, version: NewQuestionVersion, createdBy: string): Promise<string> {
      const { id } = await client.question.create({ data: { bankId } })
      await insertVersion({ questionId: id, number: 1, createdBy }, version)
      return id
    },

    /** The next version; of two at once one waits for the other. */
    async insertNextVersion(
      questionId: string,
      version: NewQuestionVersion,
      createdBy: string,
    ): Promise<void> {
      const { currentVersion: number } = await client.question.update({
        where: { id: questionId },
        data: { currentVersion: { increment: 1 } },
      })
      await insertVersion({ questionId, number, createdBy }, version)
    },

    /** The newest version of each question. */
    async findCurrentVersions(questionIds: readonly string[]): Promise<QuestionVersionRecord[]> {
      const ids = questionIds.filter(isId)
      return await selectVersions(
        Prisma.sql`WHERE q.id = ANY(${ids}::uuid[]) AND v.number = q.current_version ORDER BY q.id`,
      )
    },

    async findVersions(ids: readonly string[]): Promise<QuestionVersionRecord[]> {
      return await selectVersions(Prisma.sql`WHERE v.id = ANY(${ids.filter(isId)}::uuid[])`)
    },

    async findVersionOfAttempt(attemptId: string, questionId: string): Promise<QuestionVersionRecord[]> {
      return await selectVersions(Prisma.sql`
        JOIN assessments.attempt_question asked ON asked.question_version_id = v.id
        WHERE asked.attempt_id = ${attemptId}::uuid AND asked.question_id = ${questionId}::uuid`)
    },

    /** The newest version of every question of some banks, oldest question first. */
    async listCurrentOfBanks(bankIds: readonly string[]): Promise<QuestionVersionRecord[]> {
      return await selectVersions(
        Prisma.sql`WHERE q.bank_id = ANY(${bankIds.filter(isId)}::uuid[]) AND v.number = q.current_version ORDER BY q.id`,
      )
    },

    async listPageOfBank(bankId: string, { first, after }: PageRequest): Promise<QuestionVersionRecord[]> {
      const [previous = null] = after ?? []
      return await selectVersions(Prisma.sql`
        WHERE q.bank_id = ${bankId}::uuid AND v.number = q.current_version
          AND (${previous}::uuid IS NULL OR q.id > ${previous}::uuid)
        ORDER BY q.id LIMIT ${first + 1}`)
    },

    /** Nobody else corrects the key of this version before the transaction ends. */
    async lockQuestion(questionId: string): Promise<void> {
      await client.$queryRaw`SELECT id FROM assessments.question WHERE id = ${questionId}::uuid FOR UPDATE`
    },

    async insertKeyRevision(revision: {
      readonly questionVersionId: string
      readonly key: QuestionKey
      readonly reason: string
      readonly createdBy: string
    }): Promise<string> {
      const { id } = await client.keyRevision.create({ data: revision })
      return id
    },
  }
}
