import { z } from 'zod'

import type { AnswerRecord, QuestionVersionRecord } from '../question/question.ts'

export enum AttemptStatus {
  IN_PROGRESS = 'IN_PROGRESS',
  /** Over; a person has to grade some of it. */
  SUBMITTED = 'SUBMITTED',
  GRADED = 'GRADED',
}

/** How long after its end an attempt still takes answers that were on their way, inclusive. */
export const graceSeconds = 15

/** Marks are in 1/10000. */
export interface AttemptRecord {
  readonly id: string
  readonly assessmentId: string
  readonly courseId: string
  readonly userId: string
  readonly number: number
  /** Decides which questions are drawn and every order, so that both can be replayed. */
  readonly seed: string
  readonly status: AttemptStatus
  readonly startedAt: Date
  /** Null when neither a limit nor a due time ends it. */
  readonly endsAt: Date | null
  readonly submittedAt: Date | null
  readonly isTimedOut: boolean
  readonly isShuffled: boolean
  readonly totalMarks: number
  /** Null until all of it is graded. */
  readonly score: number | null
  readonly graderId: string | null
  readonly graderUntil: Date | null
  readonly gradedAt: Date | null
  readonly releasedAt: Date | null
  readonly version: bigint
}

export const rubricScoresSchema = z.array(
  /** Marks in 1/10000. */
  z.object({ criterionId: z.string(), marks: z.int() }),
)
export type RubricScore = Readonly<z.output<typeof rubricScoresSchema>[number]>

/** A question as an attempt keeps it, with the last acknowledged answer. */
export interface AttemptQuestionRecord {
  readonly attemptId: string
  readonly questionId: string
  readonly questionVersionId: string
  readonly position: number
  readonly marks: number
  readonly answer: AnswerRecord | null
  readonly clientSequence: bigint
  readonly savedAt: Date | null
  readonly isLate: boolean
  /** Null until it is graded. */
  readonly score: number | null
  readonly comment: string | null
  readonly rubricScores: readonly RubricScore[]
  readonly gradedBy: string | null
  readonly question: QuestionVersionRecord
}
