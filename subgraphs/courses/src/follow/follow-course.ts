import { NotFoundError, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import { canReferToCourse, canSeeCourse } from '../course/course.policy.ts'
import type { CourseRecord } from '../course/course.ts'
import type { CoursesServices } from '../services.ts'
import { changeFollow } from './change-follow.ts'

export interface CourseFollow {
  readonly courseId: string
  readonly isFollowing: boolean
}

/** Follows a course one can see, or no longer follows one, which may have left the catalogue by now. */
export async function followCourse(
  services: CoursesServices,
  context: CoursesContext,
  { courseId, isFollowing }: CourseFollow,
): Promise<Outcome<{ course: CourseRecord }>> {
  const { id: userId } = requireSignedIn(context.viewer)
  const course = await context.courses.load(courseId)
  const isKnown = isFollowing ? canSeeCourse : canReferToCourse
  if (course === null || !isKnown(context.viewer, course)) throw new NotFoundError('Course', courseId)
  await changeFollow(services, context, { userId, subject: 'COURSE', subjectId: course.id, isFollowing })
  return succeed({ course })
}
