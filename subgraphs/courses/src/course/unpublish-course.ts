import { BasicUserError, UserErrorCode, fail } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import type { CourseRecord } from './course.ts'
import { editCourse } from './edit-course.ts'

/** Takes a course out of the catalogue; who enrolled keeps it. */
export async function unpublishCourse(
  services: CoursesServices,
  context: CoursesContext,
  { courseId }: { readonly courseId: string },
): Promise<Outcome<{ course: CourseRecord }>> {
  return await editCourse(services, context, {
    courseId,
    announce: 'course.unpublished',
    change: (_transaction, { status }) =>
      status === 'PUBLISHED' ? { status: 'UNPUBLISHED' } : fail(notPublished()),
  })
}

function notPublished() {
  return new BasicUserError(UserErrorCode.COURSE_NOT_PUBLISHED, 'The course is not published', [
    'input',
    'courseId',
  ])
}
