import { checkInput, requireSignedIn } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import type { CourseRecord } from './course.ts'
import { editCourse } from './edit-course.ts'

const inputSchema = z.object({
  courseId: z.string(),
  capacity: z.int().min(1, 'A course has room for one at least').nullish(),
})

/** Sets how many can be enrolled at once. Whoever is enrolled stays, even when there are more. */
export async function setCourseCapacity(
  services: CoursesServices,
  context: CoursesContext,
  input: unknown,
): Promise<Outcome<{ course: CourseRecord }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { courseId, capacity = null } = checked.value
  return await editCourse(services, context, { courseId, change: () => ({ capacity }) })
}
