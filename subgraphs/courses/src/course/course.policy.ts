import { ForbiddenError, NotFoundError, Role, hasRole, isAdministrator, requireSignedIn } from '@lyceum/kit'
import type { Viewer } from '@lyceum/kit'

import type { CourseRecord } from './course.ts'

type Governed = Pick<CourseRecord, 'instructorIds' | 'publishedAt' | 'status'>

/** Instructors and administrators make courses. */
export function canCreateCourses(viewer: Viewer): boolean {
  return hasRole(viewer, Role.INSTRUCTOR) || isAdministrator(viewer)
}

/** A course belongs to its instructors; administrators may do all that they may. */
export function canEditCourse(viewer: Viewer, course: Pick<Governed, 'instructorIds'>): boolean {
  return isAdministrator(viewer) || (viewer !== null && course.instructorIds.includes(viewer.id))
}

/** The catalogue shows what is published; its instructors and administrators see the rest. */
export function canSeeCourse(viewer: Viewer, course: Governed): boolean {
  return course.status === 'PUBLISHED' || canEditCourse(viewer, course)
}

/** Who enrolled keeps their history: what was ever public can be referred to by anybody. */
export function canReferToCourse(viewer: Viewer, course: Governed): boolean {
  return course.publishedAt !== null || canEditCourse(viewer, course)
}

/**
 * The course, when the viewer may change it.
 * @throws {UnauthenticatedError} for anybody who is not signed in
 * @throws {NotFoundError} when it does not exist or the viewer cannot see it
 * @throws {ForbiddenError} when the viewer sees it and may not change it
 */
export function requireEditableCourse(viewer: Viewer, course: CourseRecord | null, id: string): CourseRecord {
  requireSignedIn(viewer)
  if (course === null || !canSeeCourse(viewer, course)) throw new NotFoundError('Course', id)
  if (!canEditCourse(viewer, course)) throw new ForbiddenError('Only its instructors can change a course')
  return course
}
