import { enrollmentEvent } from '../enrollment/enrollment.events.ts'
import { EnrollmentStatus } from '../enrollment/enrollment.ts'
import type { CancelReason } from '../enrollment/enrollment.ts'
import type { EnrollmentsTransaction } from '../services.ts'

const { ACTIVE, COMPLETED, PENDING_PAYMENT } = EnrollmentStatus

/** From which states a reason ends an enrolment: money that went back ends a completed one too. */
const endsFrom = {
  HOLD_EXPIRED: [PENDING_PAYMENT],
  REFUNDED: [PENDING_PAYMENT, ACTIVE, COMPLETED],
} as const satisfies Partial<Record<CancelReason, readonly EnrollmentStatus[]>>

/** Ends an enrolment and frees its seat, if it stands in a state that the reason ends; otherwise nothing happens. */
export async function endEnrollment(
  { courses, enrollments, say }: EnrollmentsTransaction,
  { enrollmentId, courseId }: { readonly enrollmentId: string; readonly courseId: string },
  { reason, now }: { readonly reason: keyof typeof endsFrom; readonly now: Date },
): Promise<void> {
  await courses.lockCourse(courseId)
  const ended = await enrollments.endEnrollment(enrollmentId, { from: endsFrom[reason], reason, now })
  if (ended === null) return
  await courses.changeSeatsTaken(courseId, -1)
  await say(enrollmentEvent('enrollment.cancelled', ended))
}
