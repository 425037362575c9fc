import { Visibility } from '../assessment/assessment.ts'
import { attemptGraded } from '../attempt/attempt.events.ts'
import type { AttemptRecord } from '../attempt/attempt.ts'
import { updateCourseGrade } from '../gradebook/update-course-grade.ts'
import type { AssessmentsTransaction } from '../services.ts'

/** Lets the learner have the result at once where the assessment says so; otherwise it waits. */
export async function releaseIfDue(
  transaction: AssessmentsTransaction,
  attempt: AttemptRecord,
): Promise<AttemptRecord> {
  const assessment = await transaction.assessments.findAssessment(attempt.assessmentId)
  if (assessment?.resultsVisibility !== Visibility.AFTER_SUBMIT) return attempt
  return (await releaseAttempt(transaction, attempt.id)) ?? attempt
}

/** Lets the learner have the result and says it; null when it is out already, or there is none yet. */
export async function releaseAttempt(
  transaction: AssessmentsTransaction,
  attemptId: string,
): Promise<AttemptRecord | null> {
  const released = await transaction.attempts.releaseAttempt(attemptId)
  if (released === null) return null
  await announceResult(transaction, released)
  return released
}

/** Says a released result, and what it makes of the course's grade. */
export async function announceResult(
  transaction: AssessmentsTransaction,
  attempt: AttemptRecord,
): Promise<void> {
  const { assessmentId, courseId, userId } = attempt
  const assessment = await transaction.assessments.findAssessment(assessmentId)
  if (assessment === null) return
  // The total first: who listens to both and decides by the result, for one a certificate that shows a score, then has it.
  await updateCourseGrade(transaction, courseId, userId)
  await transaction.say(attemptGraded(assessment, attempt))
}
