import type { Rubric } from '../question/question.ts'

export enum AssessmentKind {
  QUIZ = 'QUIZ',
  EXAM = 'EXAM',
  ASSIGNMENT = 'ASSIGNMENT',
}

export enum AssessmentStatus {
  DRAFT = 'DRAFT',
  PUBLISHED = 'PUBLISHED',
  REMOVED = 'REMOVED',
}

/** When a learner sees something of their own attempt. */
export enum Visibility {
  NEVER = 'NEVER',
  AFTER_SUBMIT = 'AFTER_SUBMIT',
  AFTER_DUE = 'AFTER_DUE',
  AFTER_RELEASE = 'AFTER_RELEASE',
}

/** What an author decides of an assessment. Marks, percents and weights are in 1/10000. */
export interface AssessmentSettings {
  readonly moduleId: string | null
  readonly title: string
  readonly instructions: string
  readonly opensAt: Date | null
  readonly dueAt: Date | null
  readonly examAt: Date | null
  readonly timeLimitSeconds: number | null
  /** Null = any number. */
  readonly attemptLimit: number | null
  readonly passMark: number
  readonly weight: number
  readonly isRequired: boolean
  readonly isShuffled: boolean
  readonly resultsVisibility: Visibility
  readonly feedbackVisibility: Visibility
  /** Assignments: of the total, for each begun day. */
  readonly latePenalty: number
  readonly lateUntil: Date | null
  readonly template: string
}

export interface AssessmentRecord extends AssessmentSettings {
  readonly id: string
  readonly courseId: string
  readonly kind: AssessmentKind
  readonly status: AssessmentStatus
  readonly totalMarks: number
  /** Assignments: what graders go by; empty = one mark for the whole. */
  readonly rubric: Rubric
  /** Increases with every change; the version of its events. */
  readonly version: bigint
  readonly createdAt: Date
}

/** A fixed question, or a number of questions drawn from a bank. */
export interface AssessmentItemRecord {
  readonly assessmentId: string
  readonly position: number
  readonly questionId: string | null
  readonly bankId: string | null
  readonly drawCount: number
  /** Of each question, in 1/10000. */
  readonly marks: number
}

/** What one learner gets beyond the others. */
export interface AccommodationRecord {
  readonly extraSeconds: number
  readonly dueAt: Date | null
}

export const percentUnits = 1_000_000
