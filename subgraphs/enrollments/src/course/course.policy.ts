import { isAdministrator } from '@lyceum/kit'
import type { Viewer } from '@lyceum/kit'

import type { CourseRecord } from './course.ts'

/** Who is in a course, how they do and whether they came is for its instructors and for administrators. */
export function isStaff(viewer: Viewer, course: Pick<CourseRecord, 'instructorIds'> | null): boolean {
  if (viewer === null) return false
  return isAdministrator(viewer) || (course?.instructorIds.includes(viewer.id) ?? false)
}
