import { BasicUserError, NotFoundError, UserErrorCode, checkInput, fail, requireSignedIn } from '@lyceum/kit'
import type { Outcome, Viewer } from '@lyceum/kit'
import { z } from 'zod'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import { canSeeCourse } from './course.policy.ts'
import type { CourseRepository } from './course.repository.ts'
import { idsSchema } from './course.schemas.ts'
import { courseLimits } from './course.ts'
import type { CourseRecord } from './course.ts'
import { editCourse } from './edit-course.ts'

const inputSchema = z.object({ courseId: z.string(), prerequisiteIds: idsSchema(courseLimits.prerequisites) })

/** Sets what a learner completes first. No course leads back to itself, whoever edits at the same time. */
export async function setCoursePrerequisites(
  services: CoursesServices,
  context: CoursesContext,
  input: unknown,
): Promise<Outcome<{ course: CourseRecord }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { courseId, prerequisiteIds } = checked.value
  return await editCourse(services, context, {
    courseId,
    async change({ courses }, course) {
      await courses.lockPrerequisites()
      await requireVisibleCourses(courses, { ids: prerequisiteIds, viewer: context.viewer })
      if (await courses.leadsTo(course.id, prerequisiteIds)) return fail(prerequisiteCycle())
      await courses.replacePrerequisites(course.id, prerequisiteIds)
      return {}
    },
  })
}

/** @throws {NotFoundError} for the first that does not exist or that the viewer may not see */
export async function requireVisibleCourses(
  courses: CourseRepository,
  { ids, viewer }: { readonly ids: readonly string[]; readonly viewer: Viewer },
): Promise<void> {
  const found = await courses.findCoursesByIds(ids)
  const visible = new Set(found.filter((course) => canSeeCourse(viewer, course)).map(({ id }) => id))
  const missing = ids.find((id) => !visible.has(id))
  if (missing !== undefined) throw new NotFoundError('Course', missing)
}

function prerequisiteCycle() {
  return new BasicUserError(
    UserErrorCode.PREREQUISITE_CYCLE,
    'A course cannot be needed for itself, directly or through others',
    ['input', 'prerequisiteIds'],
  )
}
