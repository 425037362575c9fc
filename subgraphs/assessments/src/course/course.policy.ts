import { isAdministrator } from '@lyceum/kit'
import type { Viewer } from '@lyceum/kit'

import type { CourseRecord } from './course.repository.ts'

/** Instructors of the course and administrators write its assessments, see keys and grade. */
export function isStaff(viewer: Viewer, course: CourseRecord | null): boolean {
  if (viewer === null || course === null) return false
  return isAdministrator(viewer) || course.instructorIds.includes(viewer.id)
}
