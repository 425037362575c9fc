import { BasicUserError, NotFoundError, UserErrorCode, checkInput, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { AssessmentsContext } from '../context.ts'
import { marksOfRubric } from '../grading/give-marks.ts'
import { rubricInputSchema } from '../question/write-rubric.ts'
import type { AssessmentsServices } from '../services.ts'
import { AssessmentKind } from './assessment.ts'
import type { AssessmentRecord } from './assessment.ts'
import { requireStaffOfAssessment } from './require-staff-of-assessment.ts'

/** Replaces what graders of an assignment go by. It stays as soon as somebody was graded by it. */
export async function setAssessmentRubric(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: { readonly assessmentId: string; readonly rubric: unknown },
): Promise<Outcome<{ assessment: AssessmentRecord }>> {
  const { assessment: known } = await requireStaffOfAssessment(services, context, input.assessmentId)
  const checked = checkInput(rubricInputSchema, input.rubric, ['input', 'rubric'])
  if (!checked.ok) return checked
  const rubric = checked.value
  if (known.kind !== AssessmentKind.ASSIGNMENT) {
    const message = 'The questions of a quiz or an exam have rubrics of their own'
    return fail(new BasicUserError(UserErrorCode.INVALID_INPUT, message, ['input', 'assessmentId']))
  }
  return await services.inTransaction(context, async ({ assessments, submissions }) => {
    const locked = await assessments.lockAssessment(known.id)
    if (locked === null) throw new NotFoundError('Assessment', known.id)
    if (rubric.length > 0 && marksOfRubric(rubric) !== locked.totalMarks) {
      const message = 'The criteria add up to other marks than the assignment has'
      return fail(new BasicUserError(UserErrorCode.INVALID_INPUT, message, ['input', 'rubric']))
    }
    if (await submissions.hasGraded(known.id)) {
      const message = 'Somebody was graded already'
      return fail(new BasicUserError(UserErrorCode.ASSESSMENT_IN_USE, message, ['input', 'assessmentId']))
    }
    return succeed({ assessment: await assessments.updateAssessment(known.id, { rubric }) })
  })
}
