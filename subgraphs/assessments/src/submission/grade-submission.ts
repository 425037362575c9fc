import {
  BasicUserError,
  NotFoundError,
  UserErrorCode,
  checkInput,
  fail,
  requireSignedIn,
  succeed,
} from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import { Visibility } from '../assessment/assessment.ts'
import type { AssessmentsContext } from '../context.ts'
import { requireStaff } from '../course/require-staff.ts'
import { isDecimal, parseUnits } from '../marks/marks.ts'
import type { AssessmentsServices } from '../services.ts'
import { afterPenalty } from './late-policy.ts'
import { announceGrade, releaseSubmission } from './release-submission.ts'
import type { SubmissionRecord } from './submission.ts'

const schema = z.object({
  submissionId: z.string(),
  /** The one that the grader read: a grade that somebody else gave meanwhile is not overwritten unseen. */
  version: z.int(),
  marks: z.string().refine(isDecimal, 'is not a decimal with up to four places').transform(parseUnits),
  comment: z.string().max(20_000).nullish(),
})

/** A person's marks for a submission, before the penalty for lateness, which is taken off here. */
export async function gradeSubmission(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: unknown,
): Promise<Outcome<{ submission: SubmissionRecord }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(schema, input)
  if (!checked.ok) return checked
  const { submissionId: id, version, marks: rawScore, comment = null } = checked.value
  const known = await services.submissions.findSubmission(id)
  if (known === null) throw new NotFoundError('Submission', id)
  const { viewer } = await requireStaff(services, context, {
    courseId: known.courseId,
    kind: 'Submission',
    id,
  })
  if (rawScore > known.totalMarks)
    return fail(refusal(UserErrorCode.INVALID_INPUT, 'More marks than there are', 'marks'))
  return await services.inTransaction(context, async (transaction) => {
    const locked = await transaction.submissions.lockSubmission(id)
    if (locked === null) throw new NotFoundError('Submission', id)
    if (locked.version !== BigInt(version)) {
      return fail(refusal(UserErrorCode.GRADING_LOCKED, 'Somebody else has graded this meanwhile', 'version'))
    }
    const gradedAt = await transaction.assessments.now()
    const score = afterPenalty(rawScore, locked.totalMarks, locked.penalty)
    const grade = { rawScore, score, comment, gradedBy: viewer.id, gradedAt }
    const submission = await transaction.submissions.saveGrade(id, grade)
    if (submission.releasedAt !== null) await announceGrade(transaction, submission)
    const assessment = await transaction.assessments.findAssessment(submission.assessmentId)
    if (assessment?.resultsVisibility !== Visibility.AFTER_SUBMIT) return succeed({ submission })
    return succeed({ submission: (await releaseSubmission(transaction, id)) ?? submission })
  })
}

function refusal(code: UserErrorCode, message: string, field: string): BasicUserError {
  return new BasicUserError(code, message, ['input', field])
}
