import { NotFoundError, checkInput, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { AssessmentsContext } from '../context.ts'
import { requireStaffOfAssessment } from './require-staff-of-assessment.ts'
import { updateGradesOfCourse } from '../gradebook/update-course-grade.ts'
import type { AssessmentsServices } from '../services.ts'
import { settingsSchema } from './assessment-input.ts'
import { assessmentPublished } from './assessment.events.ts'
import { AssessmentStatus } from './assessment.ts'
import type { AssessmentRecord } from './assessment.ts'
import { isModuleOf, moduleRefusal } from './create-assessment.ts'

/** Replaces every setting. Running attempts keep the end that was fixed when they began. */
export async function reviseAssessment(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: { readonly assessmentId: string; readonly settings: unknown },
): Promise<Outcome<{ assessment: AssessmentRecord }>> {
  const { assessment: known } = await requireStaffOfAssessment(services, context, input.assessmentId)
  const checked = checkInput(settingsSchema, input.settings, ['input', 'settings'])
  if (!checked.ok) return checked
  if (!(await isModuleOf(services, checked.value.moduleId, known.courseId))) return fail(moduleRefusal())
  return await services.inTransaction(context, async (transaction) => {
    const locked = await transaction.assessments.lockAssessment(known.id)
    if (locked === null) throw new NotFoundError('Assessment', known.id)
    const assessment = await transaction.assessments.updateAssessment(known.id, checked.value)
    if (assessment.status === AssessmentStatus.PUBLISHED)
      await transaction.say(assessmentPublished(assessment))
    if (assessment.weight !== locked.weight) await updateGradesOfCourse(transaction, assessment.courseId)
    return succeed({ assessment })
  })
}
