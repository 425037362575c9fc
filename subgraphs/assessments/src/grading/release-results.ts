import { BasicUserError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import { Visibility } from '../assessment/assessment.ts'
import type { AssessmentRecord } from '../assessment/assessment.ts'
import { requireStaffOfAssessment } from '../assessment/require-staff-of-assessment.ts'
import type { AssessmentsContext } from '../context.ts'
import type { AssessmentsServices } from '../services.ts'
import { releaseSubmission } from '../submission/release-submission.ts'
import { releaseAttempt } from './release-attempt.ts'

/**
 * Lets learners have every result of an assessment that is graded and not out yet. While some of what was handed in waits for
 * a person, nobody gets theirs before the others, unless that is asked for.
 */
export async function releaseResults(
  services: AssessmentsServices,
  context: AssessmentsContext,
  { assessmentId, onlyGraded }: { readonly assessmentId: string; readonly onlyGraded: boolean },
): Promise<Outcome<{ assessment: AssessmentRecord; releasedCount: number }>> {
  const { assessment } = await requireStaffOfAssessment(services, context, assessmentId)
  if (assessment.resultsVisibility === Visibility.NEVER) {
    const message = 'The results of this assessment are never shown'
    return fail(new BasicUserError(UserErrorCode.INVALID_INPUT, message, ['input', 'assessmentId']))
  }
  if (!onlyGraded && (await hasUngraded(services, assessmentId))) return fail(incomplete())
  const attempts = await services.attempts.listUnreleased(assessmentId)
  const submissions = await services.submissions.listUnreleased(assessmentId)
  let releasedCount = 0
  for (const { id } of attempts) {
    const released = await services.inTransaction(context, (transaction) => releaseAttempt(transaction, id))
    if (released !== null) releasedCount += 1
  }
  for (const { id } of submissions) {
    const released = await services.inTransaction(context, (transaction) =>
      releaseSubmission(transaction, id),
    )
    if (released !== null) releasedCount += 1
  }
  return succeed({ assessment, releasedCount })
}

async function hasUngraded(
  { attempts, submissions }: AssessmentsServices,
  assessmentId: string,
): Promise<boolean> {
  return (await attempts.hasUngraded(assessmentId)) || (await submissions.hasUngraded(assessmentId))
}

function incomplete(): BasicUserError {
  const message = 'Some of what was handed in is not graded yet'
  return new BasicUserError(UserErrorCode.GRADING_INCOMPLETE, message, ['input', 'assessmentId'])
}
