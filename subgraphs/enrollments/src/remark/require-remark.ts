import { NotFoundError, requireSignedIn } from '@lyceum/kit'
import type { SignedInViewer } from '@lyceum/kit'

import type { EnrollmentsContext } from '../context.ts'
import { requireStaff } from '../course/require-staff.ts'
import type { EnrollmentRecord } from '../enrollment/enrollment.ts'
import type { EnrollmentsServices } from '../services.ts'
import type { RemarkRecord } from './remark.ts'

type Services = Pick<EnrollmentsServices, 'courses' | 'enrollments' | 'remarks'>
type Context = Pick<EnrollmentsContext, 'viewer'>

/**
 * The enrolment of a report card, for those who teach the course and for administrators.
 * @throws {NotFoundError} for everybody else
 */
export async function requireWritableCard(
  services: Services,
  context: Context,
  id: string,
): Promise<{ viewer: SignedInViewer; enrollment: EnrollmentRecord }> {
  requireSignedIn(context.viewer)
  const [enrollment] = await services.enrollments.findEnrollmentsByIds([id])
  if (enrollment === undefined) throw new NotFoundError('ReportCard', id)
  const target = { courseId: enrollment.courseId, kind: 'ReportCard', id }
  return { viewer: await requireStaff(services, context, target), enrollment }
}

/**
 * A remark, for those who may write on its card.
 * @throws {NotFoundError} for everybody else
 */
export async function requireRemark(
  services: Services,
  context: Context,
  id: string,
): Promise<{ viewer: SignedInViewer; remark: RemarkRecord }> {
  requireSignedIn(context.viewer)
  const remark = await services.remarks.findRemark(id)
  const [enrollment] = await services.enrollments.findEnrollmentsByIds(remark ? [remark.enrollmentId] : [])
  if (remark === null || enrollment === undefined) throw new NotFoundError('Remark', id)
  const target = { courseId: enrollment.courseId, kind: 'Remark', id }
  return { viewer: await requireStaff(services, context, target), remark }
}
