import { NotFoundError, checkInput, fail, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome, SignedInViewer } from '@lyceum/kit'
import { z } from 'zod'

import { Visibility } from '../assessment/assessment.ts'
import type { AssessmentsContext } from '../context.ts'
import { graderLockSeconds, lockedByOther } from '../grading/claim-grading.ts'
import { gradeFields, isGivenOneWay, oneWay, toScore, unsuitableMarks } from '../grading/give-marks.ts'
import type { AssessmentsServices, AssessmentsTransaction } from '../services.ts'
import { requireStaffOfSubmission } from './claim-submission.ts'
import { afterPenalty } from './late-policy.ts'
import { announceGrade, releaseSubmission } from './release-submission.ts'
import type { SubmissionRecord } from './submission.ts'

const schema = z.object({ submissionId: z.string(), ...gradeFields }).refine(isGivenOneWay, oneWay)
type Grade = z.output<typeof schema>

/** A person's marks for a submission, by the rubric where there is one, before lateness is taken off. */
export async function gradeSubmission(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: unknown,
): Promise<Outcome<{ submission: SubmissionRecord }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(schema, input)
  if (!checked.ok) return checked
  const { viewer } = await requireStaffOfSubmission(services, context, checked.value.submissionId)
  return await services.inTransaction(context, (transaction) => saveGrade(transaction, checked.value, viewer))
}

async function saveGrade(
  transaction: AssessmentsTransaction,
  grade: Grade,
  { id: gradedBy }: SignedInViewer,
): Promise<Outcome<{ submission: SubmissionRecord }>> {
  const { assessments, submissions } = transaction
  const { submissionId: id, comment = null } = grade
  const locked = await submissions.lockSubmission(id)
  if (locked === null) throw new NotFoundError('Submission', id)
  if (!(await submissions.holdsGrading(id, gradedBy))) return fail(lockedByOther('submissionId'))
  const { assessmentId, totalMarks, penalty } = locked
  // Its rubric stays from now on.
  const assessment = await assessments.lockAssessment(assessmentId)
  const rawScore = toScore(grade, { rubric: assessment?.rubric ?? [], most: totalMarks })
  if (rawScore === null) return fail(unsuitableMarks())
  const submission = await submissions.saveGrade(id, {
    rawScore,
    score: afterPenalty(rawScore, totalMarks, penalty),
    rubricScores: grade.rubricScores ?? [],
    comment,
    gradedBy,
    gradedAt: await assessments.now(),
  })
  await submissions.claimGrading(id, gradedBy, graderLockSeconds)
  if (submission.releasedAt !== null) await announceGrade(transaction, submission)
  if (assessment?.resultsVisibility !== Visibility.AFTER_SUBMIT) return succeed({ submission })
  return succeed({ submission: (await releaseSubmission(transaction, id)) ?? submission })
}
