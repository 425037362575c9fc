import { untilFound } from '@lyceum/events'
import { BasicUserError, NotFoundError, UserErrorCode, fail, isId } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import type { PersonRepository } from '../user/person.repository.ts'
import { requireEditableCourse } from './course.policy.ts'
import { courseLimits } from './course.ts'
import type { CourseRecord } from './course.ts'
import { editCourse } from './edit-course.ts'

export interface CourseInstructor {
  readonly courseId: string
  readonly userId: string
}

/**
 * Adds somebody who teaches a course, after the others; adding twice is once. Whoever teaches a course sees its learners, grades
 * them and changes what was paid for, so it takes the role that an administrator gave.
 */
export async function addCourseInstructor(
  services: CoursesServices,
  context: CoursesContext,
  { courseId, userId }: CourseInstructor,
): Promise<Outcome<{ course: CourseRecord }>> {
  const found = await services.courses.findCourseById(courseId)
  const { instructorIds } = requireEditableCourse(context.viewer, found, courseId)
  if (!instructorIds.includes(userId) && !(await canTeach(services.people, userId))) {
    return fail(roleRequired())
  }
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

/**
 * Whether the person's role lets them make courses, and so teach one. Who registered or was given the role a moment ago is waited for.
 * @throws {NotFoundError} when the id is nobody's
 */
async function canTeach(people: PersonRepository, userId: string): Promise<boolean> {
  if (!isId(userId)) throw new NotFoundError('User', userId)
  const teacher = await untilFound(async () => {
    const person = await people.findPerson(userId)
    return person?.canTeach ? person : null
  })
  if (teacher !== null) return true
  if ((await people.findPerson(userId)) === null) throw new NotFoundError('User', userId)
  return false
}

function roleRequired() {
  return new BasicUserError(UserErrorCode.INSTRUCTOR_ROLE_REQUIRED, 'This person is no instructor', [
    'input',
    'userId',
  ])
}

function tooManyInstructors() {
  return new BasicUserError(
    UserErrorCode.LIMIT_REACHED,
    `A course has at most ${courseLimits.instructors} instructors`,
    ['input', 'userId'],
  )
}
