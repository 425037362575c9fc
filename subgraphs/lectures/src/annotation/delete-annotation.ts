import { NotFoundError, requirePermission, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { LecturesContext } from '../context.ts'
import type { LecturesServices } from '../services.ts'
import { canDeleteAnnotation } from './annotation.policy.ts'
import { requireAnnotation } from './require-annotation.ts'

/** Deletes a note. */
export async function deleteAnnotation(
  services: LecturesServices,
  context: LecturesContext,
  { annotationId }: { readonly annotationId: string },
): Promise<Outcome<{ deletedAnnotationId: string }>> {
  const { annotation, course, viewer } = await requireAnnotation(services, context, annotationId)
  requirePermission(viewer, () => canDeleteAnnotation(viewer, annotation, course))
  const isDeleted = await services.annotations.deleteAnnotation(annotation.id)
  if (!isDeleted) throw new NotFoundError('Annotation', annotationId)
  return succeed({ deletedAnnotationId: annotation.id })
}
