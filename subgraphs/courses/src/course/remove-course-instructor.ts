import { BasicUserError, UserErrorCode, fail } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import type { CourseInstructor } from './add-course-instructor.ts'
import type { CourseRecord } from './course.ts'
import { editCourse } from './edit-course.ts'

/** Takes somebody from those who teach a course. The last one stays, or nobody could edit it. */
export async function removeCourseInstructor(
  services: CoursesServices,
  context: CoursesContext,
  { courseId, userId }: CourseInstructor,
): Promise<Outcome<{ course: CourseRecord }>> {
  return await editCourse(services, context, {
    courseId,
    async change({ courses }, course) {
      if (!course.instructorIds.includes(userId)) return null
      const remaining = course.instructorIds.filter((id) => id !== userId)
      if (remaining.length === 0) return fail(lastInstructor())
      await courses.replaceInstructors(course.id, remaining)
      return {}
    },
  })
}

function lastInstructor() {
  return new BasicUserError(UserErrorCode.LAST_INSTRUCTOR, 'The last instructor stays', ['input', 'userId'])
}
