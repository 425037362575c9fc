import type { AssessmentsContext } from '../context.ts'
import type { AssessmentsServices } from '../services.ts'
import type { SubmissionRecord } from './submission.ts'

/** Null for everybody but the learner and the staff of the course. */
export async function findVisibleSubmission(
  { submissions }: Pick<AssessmentsServices, 'submissions'>,
  context: AssessmentsContext,
  id: string,
): Promise<SubmissionRecord | null> {
  const submission = await submissions.findSubmission(id)
  if (submission === null || context.viewer === null) return null
  const isVisible = submission.userId === context.viewer.id || (await context.isStaffOf(submission.courseId))
  return isVisible ? submission : null
}
