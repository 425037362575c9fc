import { attemptGraded } from '../attempt/attempt.events.ts'
import { updateCourseGrade } from '../gradebook/update-course-grade.ts'
import type { AssessmentsTransaction } from '../services.ts'
import type { SubmissionRecord } from './submission.ts'

/** Lets the learner have the grade and says it; null when it is out already, or there is none yet. */
export async function releaseSubmission(
  transaction: AssessmentsTransaction,
  id: string,
): Promise<SubmissionRecord | null> {
  const released = await transaction.submissions.releaseSubmission(id)
  if (released === null) return null
  await announceGrade(transaction, released)
  return released
}

/** Says a released grade, and what it makes of the course's. */
export async function announceGrade(
  transaction: AssessmentsTransaction,
  submission: SubmissionRecord,
): Promise<void> {
  const { assessmentId, courseId, userId } = submission
  const assessment = await transaction.assessments.findAssessment(assessmentId)
  if (assessment === null) return
  // The total first: who listens to both and decides by the result, for one a certificate that shows a score, then has it.
  await updateCourseGrade(transaction, courseId, userId)
  await transaction.say(attemptGraded(assessment, submission))
}
