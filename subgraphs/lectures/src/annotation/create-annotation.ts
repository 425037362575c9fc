import { checkInput, fail, requirePermission, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { LecturesContext } from '../context.ts'
import { canWatchLecture } from '../course/course.policy.ts'
import { requireVisibleLecture } from '../lecture/lecture-access.ts'
import { annotationBodySchema, secondsSchema } from '../lecture/lecture-schemas.ts'
import type { LecturesServices } from '../services.ts'
import { canPublishAnnotation } from './annotation.policy.ts'
import type { AnnotationRecord } from './annotation.ts'
import { checkMoment } from './check-moment.ts'

const inputSchema = z.object({
  atSeconds: secondsSchema,
  body: annotationBodySchema,
  isPublic: z.boolean().nullish(),
})

/** Notes something at a moment of a lecture, for oneself unless one edits the course and says otherwise. */
export async function createAnnotation(
  services: LecturesServices,
  context: LecturesContext,
  input: { readonly lectureId: string },
): Promise<Outcome<{ annotation: AnnotationRecord }>> {
  const { viewer, lecture, course } = await requireVisibleLecture(services, context, input.lectureId)
  requirePermission(viewer, () => canWatchLecture(viewer, lecture, course))
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { atSeconds, body, isPublic } = checked.value
  if (isPublic === true) requirePermission(viewer, () => canPublishAnnotation(viewer, course))
  const wrongMoment = checkMoment(lecture, atSeconds)
  if (wrongMoment !== null) return fail(wrongMoment)
  const annotation = await services.annotations.insertAnnotation({
    lectureId: lecture.id,
    authorId: viewer.id,
    atSeconds,
    body,
    isPublic: isPublic ?? false,
  })
  return succeed({ annotation })
}
