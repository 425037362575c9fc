import type { CoursesContext } from '../context.ts'
import { canSeeCourse } from './course.policy.ts'
import type { CourseRecord } from './course.ts'

/** The courses of these ids that the viewer may see, in the order of the ids. */
export async function loadVisibleCourses(
  context: CoursesContext,
  ids: readonly string[],
): Promise<CourseRecord[]> {
  const courses = await Promise.all(ids.map((id) => context.courses.load(id)))
  return courses.filter(
    (course): course is CourseRecord => course !== null && canSeeCourse(context.viewer, course),
  )
}
