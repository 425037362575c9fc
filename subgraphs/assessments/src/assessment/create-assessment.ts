import { untilFound } from '@lyceum/events'
import { BasicUserError, UserErrorCode, checkInput, fail, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { AssessmentsContext } from '../context.ts'
import { requireStaff } from '../course/require-staff.ts'
import type { AssessmentsServices } from '../services.ts'
import { newAssessmentSchema } from './assessment-input.ts'
import type { AssessmentRecord } from './assessment.ts'

/** A draft; nobody but the course's staff sees it until it is published. */
export async function createAssessment(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: unknown,
): Promise<Outcome<{ assessment: AssessmentRecord }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(newAssessmentSchema, input)
  if (!checked.ok) return checked
  const { courseId, moduleId } = checked.value
  await requireStaff(services, context, { courseId })
  if (!(await isModuleOf(services, moduleId, courseId))) return fail(moduleRefusal())
  const assessment = await services.assessments.insertAssessment(checked.value)
  return succeed({ assessment })
}

/** Whether there is no module, or it is one of the course's. */
export async function isModuleOf(
  { courses }: Pick<AssessmentsServices, 'courses'>,
  moduleId: string | null,
  courseId: string,
): Promise<boolean> {
  if (moduleId === null) return true
  return (await untilFound(() => courses.findCourseIdOfModule(moduleId))) === courseId
}

export function moduleRefusal(): BasicUserError {
  return new BasicUserError(UserErrorCode.INVALID_INPUT, 'This is no module of the course', [
    'input',
    'moduleId',
  ])
}
