import { checkInput, requireSignedIn } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CoursesContext } from '../context.ts'
import { priceSchema } from '../money/price.ts'
import type { CoursesServices } from '../services.ts'
import type { CourseRecord } from './course.ts'
import { editCourse } from './edit-course.ts'

const inputSchema = z.object({ courseId: z.string(), price: priceSchema.nullish() })

/** Sets what a course costs from now on; without a price it is free. */
export async function setCoursePrice(
  services: CoursesServices,
  context: CoursesContext,
  input: unknown,
): Promise<Outcome<{ course: CourseRecord }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { courseId, price = null } = checked.value
  return await editCourse(services, context, { courseId, change: () => ({ price }) })
}
