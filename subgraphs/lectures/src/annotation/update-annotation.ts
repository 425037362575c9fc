import { NotFoundError, checkInput, fail, requirePermission, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { LecturesContext } from '../context.ts'
import { annotationBodySchema, secondsSchema } from '../lecture/lecture-schemas.ts'
import type { LecturesServices } from '../services.ts'
import { canChangeAnnotation, canPublishAnnotation } from './annotation.policy.ts'
import type { AnnotationRecord } from './annotation.ts'
import { checkMoment } from './check-moment.ts'
import { requireAnnotation } from './require-annotation.ts'

const inputSchema = z.object({
  atSeconds: secondsSchema.nullish(),
  body: annotationBodySchema.nullish(),
  isPublic: z.boolean().nullish(),
})

/** Changes one's own note; what is left out stays. */
export async function updateAnnotation(
  services: LecturesServices,
  context: LecturesContext,
  input: { readonly annotationId: string },
): Promise<Outcome<{ annotation: AnnotationRecord }>> {
  const found = await requireAnnotation(services, context, input.annotationId)
  const { viewer, lecture, course } = found
  requirePermission(viewer, () => canChangeAnnotation(viewer, found.annotation))
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { atSeconds, body, isPublic } = checked.value
  if (isPublic === true) requirePermission(viewer, () => canPublishAnnotation(viewer, course))
  const wrongMoment = atSeconds == null ? null : checkMoment(lecture, atSeconds)
  if (wrongMoment !== null) return fail(wrongMoment)
  const annotation = await services.annotations.changeAnnotation(found.annotation.id, {
    ...(atSeconds != null && { atSeconds }),
    ...(body != null && { body }),
    ...(isPublic != null && { isPublic }),
  })
  if (annotation === null) throw new NotFoundError('Annotation', input.annotationId)
  return succeed({ annotation })
}
