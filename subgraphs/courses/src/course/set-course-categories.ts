import { NotFoundError, checkInput, requireSignedIn } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import { idsSchema } from './course.schemas.ts'
import { courseLimits } from './course.ts'
import type { CourseRecord } from './course.ts'
import { editCourse } from './edit-course.ts'

const inputSchema = z.object({ courseId: z.string(), categoryIds: idsSchema(courseLimits.categories) })

/** Says where a course belongs, in place of what was said before. */
export async function setCourseCategories(
  services: CoursesServices,
  context: CoursesContext,
  input: unknown,
): Promise<Outcome<{ course: CourseRecord }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { courseId, categoryIds } = checked.value
  return await editCourse(services, context, {
    courseId,
    async change({ categories, courses }, course) {
      const known = new Set((await categories.findCategoriesByIds(categoryIds)).map(({ id }) => id))
      const missing = categoryIds.find((id) => !known.has(id))
      if (missing !== undefined) throw new NotFoundError('Category', missing)
      await courses.replaceCategories(course.id, categoryIds)
      return {}
    },
  })
}
