import { BasicUserError, UserErrorCode, checkInput, fail, isId, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import { requireStaffOfAssessment } from '../assessment/require-staff-of-assessment.ts'
import type { AssessmentsContext } from '../context.ts'
import type { AssessmentsServices } from '../services.ts'
import type { AttemptRecord } from './attempt.ts'

const schema = z.object({
  assessmentId: z.string(),
  userId: z.string(),
  extraSeconds: z.int().min(0).max(2_592_000),
  dueAt: z.date().nullish(),
  reason: z.string().trim().min(1).max(1_000),
})

/** Gives one learner more time, also while their attempt runs; never takes any away from a running one. */
export async function grantExtraTime(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: unknown,
): Promise<Outcome<{ runningAttempt: AttemptRecord | null }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(schema, input)
  if (!checked.ok) return checked
  const { assessmentId, userId, extraSeconds, dueAt = null, reason } = checked.value
  const { viewer, assessment } = await requireStaffOfAssessment(services, context, assessmentId)
  if (!isId(userId) || !(await services.courses.isMember(userId, assessment.courseId))) {
    const message = 'This person is no learner of the course'
    return fail(new BasicUserError(UserErrorCode.NOT_ENROLLED, message, ['input', 'userId']))
  }
  return await services.inTransaction(context, async ({ assessments, attempts }) => {
    await assessments.lockAssessment(assessmentId)
    const granted = { extraSeconds, dueAt, reason, grantedBy: viewer.id }
    await assessments.saveAccommodation({ assessmentId, userId }, granted)
    return succeed({ runningAttempt: await attempts.extendRunning(assessmentId, userId) })
  })
}
