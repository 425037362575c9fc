import { NotFoundError, requireSignedIn } from '@lyceum/kit'

import type { LecturesContext } from '../context.ts'
import { requireVisibleLecture } from '../lecture/lecture-access.ts'
import type { LectureInCourse } from '../lecture/lecture-access.ts'
import type { LecturesServices } from '../services.ts'
import { canSeeAnnotation } from './annotation.policy.ts'
import type { AnnotationRecord } from './annotation.ts'

/**
 * An annotation that the viewer sees, and where it stands.
 * @throws {UnauthenticatedError} when nobody is signed in
 * @throws {NotFoundError} when there is no such annotation for the viewer
 */
export async function requireAnnotation(
  services: LecturesServices,
  context: LecturesContext,
  id: string,
): Promise<LectureInCourse & { readonly annotation: AnnotationRecord }> {
  const viewer = requireSignedIn(context.viewer)
  const annotation = await services.annotations.findAnnotation(id)
  if (annotation === null || !canSeeAnnotation(viewer, annotation)) throw new NotFoundError('Annotation', id)
  return { ...(await requireVisibleLecture(services, context, annotation.lectureId)), annotation }
}
