import { BasicUserError, NotFoundError, UserErrorCode, fail, isId, requireSignedIn } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import { courseLimits } from './course.ts'
import type { CourseRecord } from './course.ts'
import { editCourse } from './edit-course.ts'

export interface CourseInstructor {
  readonly courseId: string
  readonly userId: string
}

/** Adds somebody who teaches a course, after the others; adding twice is once. */
export async function addCourseInstructor(
  services: CoursesServices,
  context: CoursesContext,
  { courseId, userId }: CourseInstructor,
): Promise<Outcome<{ course: CourseRecord }>> {
  requireSignedIn(context.viewer)
  if (!isId(userId)) throw new NotFoundError('User', userId)
  return await editCourse(services, context, {
    courseId,
    async change({ courses }, course) {
      if (course.instructorIds.includes(userId)) return null
      if (course.instructorIds.length >= courseLimits.instructors) return fail(tooManyInstructors())
      await courses.replaceInstructors(course.id, [...course.instructorIds, userId])
      return {}
    },
  })
}

function tooManyInstructors() {
  return new BasicUserError(
    UserErrorCode.LIMIT_REACHED,
    `A course has at most ${courseLimits.instructors} instructors`,
    ['input', 'userId'],
  )
}
