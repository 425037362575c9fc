import { untilFound } from '@lyceum/events'
import {
  ForbiddenError,
  NotFoundError,
  isAdministrator,
  isId,
  requirePermission,
  requireSignedIn,
} from '@lyceum/kit'

import { canEditTemplate } from '../certificate/certificate.policy.ts'
import type { CertificatesContext } from '../context.ts'
import type { CertificatesServices } from '../services.ts'

/** @throws {ForbiddenError} for others than the course's instructors and administrators. @throws {NotFoundError} where they cannot see it */
export async function requireCourseOfTemplate(
  { courses }: Pick<CertificatesServices, 'courses'>,
  context: CertificatesContext,
  courseId: string,
): Promise<void> {
  const viewer = requireSignedIn(context.viewer)
  const course = isId(courseId)
    ? await untilFound(async () => (await courses.findCoursesByIds([courseId]))[0] ?? null)
    : null
  if (canEditTemplate(viewer, course)) return
  if (course?.status === 'PUBLISHED') throw new ForbiddenError()
  throw new NotFoundError('Course', courseId)
}

/** @throws {ForbiddenError} for everybody but administrators. @throws {NotFoundError} */
export async function requireProgramOfTemplate(
  { programs }: Pick<CertificatesServices, 'programs'>,
  context: CertificatesContext,
  programId: string,
): Promise<void> {
  requirePermission(context.viewer, isAdministrator)
  const isKnown = isId(programId) && (await untilFound(() => programs.findProgram(programId))) !== null
  if (!isKnown) throw new NotFoundError('Program', programId)
}
