import { BasicUserError, NotFoundError, UserErrorCode, fail, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome, SignedInViewer } from '@lyceum/kit'

import { AttemptStatus } from '../attempt/attempt.ts'
import type { AttemptRecord } from '../attempt/attempt.ts'
import type { AssessmentsContext } from '../context.ts'
import { requireStaff } from '../course/require-staff.ts'
import type { AssessmentsServices } from '../services.ts'

/** How long work stays with the grader who took it, from their last claim or grade. */
export const graderLockSeconds = 900

/** Takes an ended attempt for grading, so that two people do not grade it at once. Claiming again renews. */
export async function claimGrading(
  services: AssessmentsServices,
  context: AssessmentsContext,
  { attemptId }: { readonly attemptId: string },
): Promise<Outcome<{ attempt: AttemptRecord }>> {
  const { viewer, attempt } = await requireStaffOfAttempt(services, context, attemptId)
  if (attempt.status === AttemptStatus.IN_PROGRESS) return fail(notSubmitted())
  const isMine = await services.attempts.claimGrading(attemptId, viewer.id, graderLockSeconds)
  if (!isMine) return fail(lockedByOther('attemptId'))
  return succeed({ attempt: (await services.attempts.findAttempt(attemptId)) ?? attempt })
}

export async function requireStaffOfAttempt(
  services: AssessmentsServices,
  context: AssessmentsContext,
  attemptId: string,
): Promise<{ viewer: SignedInViewer; attempt: AttemptRecord }> {
  requireSignedIn(context.viewer)
  const attempt = await services.attempts.findAttempt(attemptId)
  if (attempt === null) throw new NotFoundError('Attempt', attemptId)
  const { courseId } = attempt
  const { viewer } = await requireStaff(services, context, { courseId, kind: 'Attempt', id: attemptId })
  return { viewer, attempt }
}

export function notSubmitted(): BasicUserError {
  const message = 'The attempt is still running'
  return new BasicUserError(UserErrorCode.ATTEMPT_NOT_SUBMITTED, message, ['input', 'attemptId'])
}

/** @param field where the work is named in the input */
export function lockedByOther(field: 'attemptId' | 'submissionId'): BasicUserError {
  const message = 'Claim it first; somebody else may be grading it'
  return new BasicUserError(UserErrorCode.GRADING_LOCKED, message, ['input', field])
}
