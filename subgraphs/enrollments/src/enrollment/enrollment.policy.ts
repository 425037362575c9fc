import { isAdministrator } from '@lyceum/kit'
import type { SignedInViewer, Viewer } from '@lyceum/kit'

import type { CourseRecord } from '../course/course.ts'
import type { EnrollmentRecord } from './enrollment.ts'

/** People enrol themselves; administrators enrol anybody. */
export function canEnroll(viewer: SignedInViewer, userId: string): boolean {
  return viewer.id === userId || isAdministrator(viewer)
}

/** The learner and administrators end an enrolment. */
export function canCancel(viewer: SignedInViewer, enrollment: EnrollmentRecord): boolean {
  return viewer.id === enrollment.userId || isAdministrator(viewer)
}

/** What somebody is enrolled in is for them and for administrators. */
export function canSeeEnrollmentsOfUser(viewer: Viewer, userId: string): boolean {
  return viewer?.id === userId || isAdministrator(viewer)
}

/** Who is in a course is for its instructors and for administrators. */
export function canSeeEnrollmentsOfCourse(viewer: Viewer, course: CourseRecord | null): boolean {
  if (viewer === null) return false
  return isAdministrator(viewer) || (course?.instructorIds.includes(viewer.id) ?? false)
}

/** One enrolment is for whoever may see the learner's or the course's. */
export function canSeeEnrollment(
  viewer: Viewer,
  enrollment: EnrollmentRecord,
  course: CourseRecord | null,
): boolean {
  return canSeeEnrollmentsOfUser(viewer, enrollment.userId) || canSeeEnrollmentsOfCourse(viewer, course)
}
