import { isAdministrator } from '@lyceum/kit'
import type { SignedInViewer, Viewer } from '@lyceum/kit'

import { isStaff } from '../course/course.policy.ts'
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

/** One enrolment, and the report card of it, is for whoever may see the learner's or teaches the course. */
export function canSeeEnrollment(
  viewer: Viewer,
  enrollment: EnrollmentRecord,
  course: CourseRecord | null,
): boolean {
  return canSeeEnrollmentsOfUser(viewer, enrollment.userId) || isStaff(viewer, course)
}
