import { NotFoundError, fail, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome, SignedInViewer } from '@lyceum/kit'

import type { AssessmentsContext } from '../context.ts'
import { requireStaff } from '../course/require-staff.ts'
import { graderLockSeconds, lockedByOther } from '../grading/claim-grading.ts'
import type { AssessmentsServices } from '../services.ts'
import type { SubmissionRecord } from './submission.ts'

/** Takes a submission for grading, so that two people do not grade it at once. Claiming again renews. */
export async function claimSubmission(
  services: AssessmentsServices,
  context: AssessmentsContext,
  { submissionId }: { readonly submissionId: string },
): Promise<Outcome<{ submission: SubmissionRecord }>> {
  const { viewer, submission } = await requireStaffOfSubmission(services, context, submissionId)
  const isMine = await services.submissions.claimGrading(submissionId, viewer.id, graderLockSeconds)
  if (!isMine) return fail(lockedByOther('submissionId'))
  return succeed({ submission: (await services.submissions.findSubmission(submissionId)) ?? submission })
}

export async function requireStaffOfSubmission(
  services: AssessmentsServices,
  context: AssessmentsContext,
  id: string,
): Promise<{ viewer: SignedInViewer; submission: SubmissionRecord }> {
  requireSignedIn(context.viewer)
  const submission = await services.submissions.findSubmission(id)
  if (submission === null) throw new NotFoundError('Submission', id)
  const { courseId } = submission
  const { viewer } = await requireStaff(services, context, { courseId, kind: 'Submission', id })
  return { viewer, submission }
}
