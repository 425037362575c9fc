import { untilFound } from '@lyceum/events'
import { BasicUserError, NotFoundError, UserErrorCode, fail, isId, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CourseRecord, EnrollmentRecord } from '../course/course.repository.ts'
import type { PaymentsServices } from '../services.ts'
import type { PricedCourse } from './price-order.ts'

/** Courses of one currency that a person has seats in and has not paid for. */
export interface CourseSelection {
  readonly courses: readonly PricedCourse[]
  readonly currency: string
}

const path = ['input', 'courseIds']

/**
 * The prices of courses in which the person has an enrolment that waits for its payment.
 * @throws {NotFoundError} for a course that does not exist
 */
export async function findPricedCourses(
  services: Pick<PaymentsServices, 'courses'>,
  userId: string,
  courseIds: readonly string[],
): Promise<Outcome<CourseSelection>> {
  const unknown = courseIds.find((id) => !isId(id))
  if (unknown !== undefined) throw new NotFoundError('Course', unknown)
  // An enrolment that was made a moment ago may not have been heard of yet.
  const enrollments = await untilFound(async () => {
    const found = await services.courses.findOpenEnrollments(userId, courseIds)
    return found.length === courseIds.length ? found : null
  })
  const courses = await services.courses.findCourses(courseIds)
  const missing = courseIds.find((id) => !courses.some((course) => course.id === id))
  if (missing !== undefined) throw new NotFoundError('Course', missing)
  const known = enrollments ?? (await services.courses.findOpenEnrollments(userId, courseIds))
  const priced = courses.flatMap((course) => priceCourse(course, known))
  if (priced.length < courseIds.length) {
    const message = 'Enrol first: only a course whose enrolment awaits payment can be paid for'
    return fail(new BasicUserError(UserErrorCode.NOT_AWAITING_PAYMENT, message, path))
  }
  const [currency = '', ...others] = new Set(priced.map((course) => course.currency))
  if (others.length > 0) {
    const message = 'Courses of different currencies need an order each'
    return fail(new BasicUserError(UserErrorCode.MIXED_CURRENCIES, message, path))
  }
  return succeed({ courses: priced, currency })
}

function priceCourse(course: CourseRecord, enrollments: readonly EnrollmentRecord[]) {
  const { id: courseId, title, amountMinor, currency } = course
  const enrollment = enrollments.find((one) => one.courseId === courseId)
  const isWaiting = enrollment?.status === 'PENDING_PAYMENT' && course.status !== 'DELETED'
  if (!isWaiting || amountMinor === null || currency === null) return []
  return [{ courseId, enrollmentId: enrollment.id, title, amountMinor, currency }]
}
