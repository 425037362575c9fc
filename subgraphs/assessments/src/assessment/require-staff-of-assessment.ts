import { NotFoundError, requireSignedIn } from '@lyceum/kit'
import type { SignedInViewer } from '@lyceum/kit'

import type { AssessmentsContext } from '../context.ts'
import { requireStaff } from '../course/require-staff.ts'
import type { AssessmentsServices } from '../services.ts'
import type { AssessmentRecord } from './assessment.ts'

/** The assessment, when the viewer teaches its course. @throws {NotFoundError} otherwise */
export async function requireStaffOfAssessment(
  services: AssessmentsServices,
  context: AssessmentsContext,
  id: string,
): Promise<{ viewer: SignedInViewer; assessment: AssessmentRecord }> {
  requireSignedIn(context.viewer)
  const assessment = await services.assessments.findAssessment(id)
  if (assessment === null) throw new NotFoundError('Assessment', id)
  const { courseId } = assessment
  const { viewer } = await requireStaff(services, context, { courseId, kind: 'Assessment', id })
  return { viewer, assessment }
}
