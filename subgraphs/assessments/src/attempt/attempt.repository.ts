import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import { isUniqueViolation } from '@lyceum/prisma'
import { Prisma } from '@lyceum/prisma/assessments'
import type { Attempt, PrismaClient } from '@lyceum/prisma/assessments'

import { endsAtSql } from '../assessment/assessment.repository.ts'
import type { AnswerRecord } from '../question/question.ts'
import { AttemptStatus, graceSeconds } from './attempt.ts'
import type { AttemptRecord } from './attempt.ts'
import { createGradingQueries } from './attempt-grading.repository.ts'

export type AttemptRepository = ReturnType<typeof createAttemptRepository>

type Client = Pick<PrismaClient, 'attempt' | 'submission' | '$queryRaw' | '$executeRaw'>

/** An answer that a learner sent. */
export interface SentAnswer {
  readonly attemptId: string
  readonly userId: string
  readonly questionId: string
  readonly clientSequence: bigint
  readonly answer: AnswerRecord
}

/** What became of an answer that a learner sent. */
export interface SavedAnswer {
  readonly status: string
  readonly isOpen: boolean
  readonly isKnown: boolean
  /** Of what is kept now, whoever sent it. */
  readonly clientSequence: bigint | null
  readonly savedAt: Date | null
  readonly isLate: boolean | null
}

const grace = Prisma.sql`make_interval(secs => ${graceSeconds})`

/** Attempts. Every deadline is decided by the database's clock, in the statement that depends on it. */
export function createAttemptRepository(client: Client) {
  async function findMany(where: Prisma.AttemptWhereInput): Promise<AttemptRecord[]> {
    const rows = await client.attempt.findMany({ where, orderBy: { id: 'asc' } })
    return rows.map(toAttempt)
  }

  return {
    findAttempts: (ids: readonly string[]) => findMany({ id: { in: ids.filter(isId) } }),

    async findAttempt(id: string): Promise<AttemptRecord | null> {
      return (await findMany({ id: { in: [id].filter(isId) } }))[0] ?? null
    },

    listAttemptsOf: (userId: string, assessmentIds: readonly string[]) =>
      findMany({ userId, assessmentId: { in: assessmentIds.filter(isId) } }),

    async listPage(
      assessmentId: string,
      { first, after }: PageRequest,
      statuses: readonly AttemptStatus[],
    ): Promise<AttemptRecord[]> {
      const [previous] = after ?? []
      const rows = await client.attempt.findMany({
        where: {
          assessmentId,
          status: { in: [...statuses] },
          ...(previous !== undefined && { id: { gt: previous } }),
        },
        orderBy: { id: 'asc' },
        take: first + 1,
      })
      return rows.map(toAttempt)
    },

    /** Whether anybody began or handed in anything. */
    async isUsed(assessmentId: string): Promise<boolean> {
      const attempts = await client.attempt.count({ where: { assessmentId }, take: 1 })
      return attempts > 0 || (await client.submission.count({ where: { assessmentId }, take: 1 })) > 0
    },

    /** Keeps the assessment from being changed while somebody begins it; others may begin as well. */
    async holdAssessment(assessmentId: string): Promise<void> {
      await client.$queryRaw`SELECT id FROM assessments.assessment WHERE id = ${assessmentId}::uuid FOR SHARE`
    },

    /** Fixes the end, once. Null when the assessment is not open at this moment. */
    async insertAttempt(attempt: {
      readonly assessmentId: string
      readonly userId: string
      readonly number: number
      readonly seed: string
      readonly totalMarks: number
    }): Promise<AttemptRecord | null> {
      const { assessmentId, userId, number, seed, totalMarks } = attempt
      const [row] = await client.$queryRaw<{ id: string }[]>`
        INSERT INTO assessments.attempt
          (assessment_id, course_id, user_id, number, seed, started_at, ends_at, is_shuffled, limit_seconds, total_marks)
        SELECT a.id, a.course_id, ${userId}::uuid, ${number}, ${seed}, started.at, ${endsAtSql}, a.is_shuffled,
               a.time_limit_seconds, ${totalMarks}
        FROM assessments.assessment a
        CROSS JOIN (SELECT assessments.db_now() AS at) started
        LEFT JOIN assessments.accommodation extra ON extra.assessment_id = a.id AND extra.user_id = ${userId}::uuid
        WHERE a.id = ${assessmentId}::uuid AND a.status = 'PUBLISHED'
          AND (a.opens_at IS NULL OR a.opens_at <= started.at)
          AND (coalesce(extra.due_at, a.due_at) IS NULL OR coalesce(extra.due_at, a.due_at) > started.at)
        RETURNING id`
      return row === undefined ? null : await this.findAttempt(row.id)
    },

    /**
     * Keeps an answer, in one statement: the attempt is held against being finished, then the clock is read, then the
     * answer is written unless a newer one is there. Null when the person has no such attempt.
     */
    async saveAnswer(sent: SentAnswer): Promise<SavedAnswer | null> {
      const { attemptId, userId, questionId, clientSequence, answer } = sent
      const [row] = await client.$queryRaw<SavedAnswer[]>`
        WITH held AS MATERIALIZED (
          SELECT id, status, ends_at FROM assessments.attempt
          WHERE id = ${attemptId}::uuid AND user_id = ${userId}::uuid FOR SHARE
        ), timed AS MATERIALIZED (
          SELECT held.*, assessments.db_now() AS now FROM held
        ), judged AS MATERIALIZED (
          SELECT id, status, now, coalesce(now > ends_at, false) AS is_late,
                 status = 'IN_PROGRESS' AND coalesce(now <= ends_at + ${grace}, true) AS is_open
          FROM timed
        ), saved AS (
          UPDATE assessments.attempt_question q
          SET answer = ${JSON.stringify(answer)}::jsonb, client_sequence = ${clientSequence}, saved_at = judged.now,
              is_late = judged.is_late
          FROM judged
          WHERE q.attempt_id = judged.id AND q.question_id = ${questionId}::uuid AND judged.is_open
            AND q.client_sequence < ${clientSequence}
          RETURNING q.client_sequence, q.saved_at, q.is_late
        )
        SELECT judged.status, judged.is_open AS "isOpen", kept.attempt_id IS NOT NULL AS "isKnown",
               coalesce(saved.client_sequence, kept.client_sequence) AS "clientSequence",
               coalesce(saved.saved_at, kept.saved_at) AS "savedAt", coalesce(saved.is_late, kept.is_late) AS "isLate"
        FROM judged
        LEFT JOIN saved ON true
        LEFT JOIN assessments.attempt_question kept
          ON kept.attempt_id = judged.id AND kept.question_id = ${questionId}::uuid`
      return row ?? null
    },

    /** The one way out of IN_PROGRESS; null for everybody but the first. */
    async endAttempt(
      id: string,
      { onlyIfOverdue }: { readonly onlyIfOverdue: boolean },
    ): Promise<AttemptRecord | null> {
      const [row] = await client.$queryRaw<{ id: string }[]>`
        UPDATE assessments.attempt
        SET status = 'SUBMITTED', submitted_at = least(assessments.db_now(), ends_at), is_timed_out = ${onlyIfOverdue},
            version = version + 1
        WHERE id = ${id}::uuid AND status = 'IN_PROGRESS'
          AND (NOT ${onlyIfOverdue} OR ends_at + ${grace} < assessments.db_now())
        RETURNING id`
      return row === undefined ? null : await this.findAttempt(row.id)
    },

    /** Running attempts whose end and grace are over. */
    async listOverdue(limit: number): Promise<string[]> {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM assessments.attempt
        WHERE status = 'IN_PROGRESS' AND ends_at < assessments.db_now() - ${grace}
        ORDER BY ends_at LIMIT ${limit}`
      return rows.map(({ id }) => id)
    },

    /** Gives the running attempt of a learner the end that follows from what was granted; never an earlier one. */
    async extendRunning(assessmentId: string, userId: string): Promise<AttemptRecord | null> {
      const [row] = await client.$queryRaw<{ id: string }[]>`
        UPDATE assessments.attempt t
        SET ends_at = greatest(t.ends_at, least(
              t.started_at + make_interval(secs => t.limit_seconds + extra.extra_seconds),
              coalesce(extra.due_at, a.due_at))),
            version = t.version + 1
        FROM assessments.accommodation extra JOIN assessments.assessment a ON a.id = extra.assessment_id
        WHERE t.assessment_id = ${assessmentId}::uuid AND t.user_id = ${userId}::uuid AND t.status = 'IN_PROGRESS'
          AND t.ends_at IS NOT NULL AND extra.assessment_id = t.assessment_id AND extra.user_id = t.user_id
        RETURNING t.id`
      return row === undefined ? null : await this.findAttempt(row.id)
    },

    /** Waits for whoever changes the attempt, and keeps others from it until the transaction ends. */
    async lockAttempt(id: string): Promise<AttemptRecord | null> {
      if (!isId(id)) return null
      await client.$queryRaw`SELECT id FROM assessments.attempt WHERE id = ${id}::uuid FOR UPDATE`
      return await this.findAttempt(id)
    },

    ...createGradingQueries(client, findMany),
  }
}

/** Whether an attempt could not be inserted because the learner began one on another device at the same moment. */
export function isBegunElsewhere(error: unknown): boolean {
  return isUniqueViolation(error)
}

function toAttempt(row: Attempt): AttemptRecord {
  return { ...row, status: AttemptStatus[row.status as AttemptStatus] }
}
