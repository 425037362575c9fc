import type { NewEvent } from '@lyceum/events'

import type { AssessmentRecord } from '../assessment/assessment.ts'
import { describeFiles } from '../handed-in-file/handed-in-file.ts'
import { isPassed, percentText } from '../gradebook/percent.ts'
import type { AttemptQuestionRecord, AttemptRecord } from './attempt.ts'
import type { SentAnswer } from './attempt.repository.ts'
import { listAnswerFiles } from './list-answer-files.ts'

/** What was handed in, with the files of its answers. */
export function attemptSubmitted(
  attempt: AttemptRecord,
  questions: readonly Pick<AttemptQuestionRecord, 'answer' | 'savedAt'>[],
): NewEvent {
  const { id: attemptId, assessmentId, courseId, userId, submittedAt, startedAt, version } = attempt
  return {
    type: 'attempt.submitted',
    aggregateId: attemptId,
    aggregateVersion: Number(version),
    payload: {
      attemptId,
      assessmentId,
      courseId,
      userId,
      submittedAt: (submittedAt ?? startedAt).toISOString(),
      ...describeFiles(questions.flatMap((question) => listAnswerFiles(attempt, question))),
    },
  }
}

/** The files of an answer that was kept, while its attempt runs. */
export function attemptFilesSaved(
  { attemptId, userId, clientSequence, answer }: SentAnswer,
  savedAt: Date,
): NewEvent {
  const { fileDigests = {} } = answer
  const files = Object.entries(fileDigests).map(([assetId, sha256]) => ({
    assetId,
    sha256,
    handedInAt: savedAt,
  }))
  return {
    type: 'attempt.files_saved',
    aggregateId: attemptId,
    aggregateVersion: Number(clientSequence),
    payload: { attemptId, userId, files: describeFiles(files).files },
  }
}

/** What an attempt and a submission have in common once they are graded. */
export interface GradedWork {
  readonly id: string
  readonly userId: string
  readonly score: number | null
  readonly totalMarks: number
  readonly gradedAt: Date | null
  readonly version: bigint
}

/** A released result. */
export function attemptGraded(assessment: AssessmentRecord, work: GradedWork): NewEvent {
  const { id: assessmentId, courseId, title, isRequired, passMark } = assessment
  const { id: attemptId, userId, totalMarks, gradedAt, version } = work
  const score = work.score ?? 0
  return {
    type: 'attempt.graded',
    aggregateId: attemptId,
    aggregateVersion: Number(version),
    payload: {
      attemptId,
      assessmentId,
      courseId,
      userId,
      title,
      scorePercent: percentText({ score, totalMarks }),
      isPassed: isPassed({ score, totalMarks }, passMark),
      isRequired,
      gradedAt: (gradedAt ?? new Date(0)).toISOString(),
    },
  }
}
