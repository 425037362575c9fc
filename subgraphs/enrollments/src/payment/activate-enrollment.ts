import type { EventPayload } from '@lyceum/events'

import type { CourseRecord } from '../course/course.ts'
import { enrollmentEvent } from '../enrollment/enrollment.events.ts'
import { EnrollmentStatus } from '../enrollment/enrollment.ts'
import type { EnrollmentRecord } from '../enrollment/enrollment.ts'
import { updateProgress } from '../progress/update-progress.ts'
import type { EnrollmentsTransaction } from '../services.ts'

type RefusalReason = EventPayload<'enrollment.activation_refused'>['reason']

export interface PaidEnrollment {
  readonly enrollmentId: string
  readonly courseId: string
  readonly userId: string
  readonly orderId: string
}

/**
 * Begins what was paid for, or says why it cannot begin, so that the money goes back: always one of the two. A seat whose
 * hold expired while the payment was under way is taken again when one is free.
 */
export async function activateEnrollment(
  transaction: EnrollmentsTransaction,
  paid: PaidEnrollment,
  now: Date,
): Promise<void> {
  const { courses, enrollments, say } = transaction
  const course = await courses.lockCourse(paid.courseId)
  const [enrollment] = await enrollments.findEnrollmentsByIds([paid.enrollmentId])
  const refusal = await findRefusal(transaction, course, enrollment)
  if (refusal !== null) {
    const { enrollmentId, courseId, userId, orderId } = paid
    await say({
      type: 'enrollment.activation_refused',
      aggregateId: enrollmentId,
      aggregateVersion: Number(enrollment?.version ?? 0),
      payload: { enrollmentId, courseId, userId, orderId, reason: refusal },
    })
    return
  }
  if (enrollment?.status === EnrollmentStatus.CANCELLED) await courses.changeSeatsTaken(paid.courseId, 1)
  const activated = await enrollments.activateEnrollment(paid.enrollmentId, now)
  if (activated === null)
    throw new Error(`Enrolment ${paid.enrollmentId} changed under the lock of its course`)
  await say(enrollmentEvent('enrollment.activated', activated))
  // Lectures that were done in an earlier enrolment still count.
  await updateProgress(transaction, { courseId: paid.courseId, userId: activated.userId, now })
}

function isBegun({ status }: EnrollmentRecord): boolean {
  return status === EnrollmentStatus.ACTIVE || status === EnrollmentStatus.COMPLETED
}

async function findRefusal(
  { enrollments }: EnrollmentsTransaction,
  course: CourseRecord | null,
  enrollment: EnrollmentRecord | undefined,
): Promise<RefusalReason | null> {
  if (course === null || course.status === 'DELETED') return 'COURSE_GONE'
  if (enrollment === undefined) return 'CANCELLED'
  // An order's payment is heard of once: this is money for what began by other means.
  if (isBegun(enrollment)) return 'ALREADY_ACTIVE'
  if (enrollment.status === EnrollmentStatus.PENDING_PAYMENT) return null
  if (enrollment.cancelReason !== 'HOLD_EXPIRED') return 'CANCELLED'
  const others = await enrollments.listOpenEnrollments(enrollment.userId, [course.id])
  if (others.length > 0) return 'CANCELLED'
  return course.capacity !== null && course.seatsTaken >= course.capacity ? 'SEAT_GONE' : null
}
