import { BasicUserError, UserErrorCode, checkInput, fail, requireSignedIn } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import { slugSchema } from '../slug.ts'
import { slugTaken } from './course.errors.ts'
import { isSlugTaken } from './course.repository.ts'
import {
  descriptionSchema,
  languageSchema,
  levelSchema,
  summarySchema,
  titleSchema,
} from './course.schemas.ts'
import type { CourseRecord } from './course.ts'
import { editCourse } from './edit-course.ts'

const detailsSchema = z.object({
  courseId: z.string(),
  title: titleSchema.nullish(),
  slug: slugSchema.nullish(),
  summary: summarySchema.nullish(),
  description: descriptionSchema.nullish(),
  level: levelSchema.nullish(),
  language: languageSchema.nullish(),
})

/** Changes what a course says about itself; what is left out stays. */
export async function updateCourseDetails(
  services: CoursesServices,
  context: CoursesContext,
  input: unknown,
): Promise<Outcome<{ course: CourseRecord }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(detailsSchema, input)
  if (!checked.ok) return checked
  const { courseId, title, slug, summary, description, level, language } = checked.value
  try {
    return await editCourse(services, context, {
      courseId,
      change(_transaction, course) {
        if (description === '' && course.status !== 'DRAFT') return fail(descriptionNeeded())
        return {
          ...(title != null && { title }),
          ...(slug != null && { slug }),
          ...(summary !== undefined && { summary: summary || null }),
          ...(description != null && { description }),
          ...(level != null && { level }),
          ...(language != null && { language }),
        }
      },
    })
  } catch (error) {
    if (isSlugTaken(error)) return fail(slugTaken(['input', 'slug']))
    throw error
  }
}

function descriptionNeeded() {
  return new BasicUserError(UserErrorCode.INVALID_INPUT, 'A published course has a description', [
    'input',
    'description',
  ])
}
