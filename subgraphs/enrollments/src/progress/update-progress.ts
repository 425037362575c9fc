import { EnrollmentStatus } from '../enrollment/enrollment.ts'
import type { EnrollmentRecord } from '../enrollment/enrollment.ts'
import { enrollmentEvent } from '../enrollment/enrollment.events.ts'
import type { EnrollmentsTransaction } from '../services.ts'

/**
 * Brings the progress of active enrolments up to date and says which are completed now. Rows are locked before they are
 * counted: of two lectures completed at the same moment the second counts both.
 *
 * @param userId whose; null for everybody in the course
 */
export async function updateProgress(
  transaction: Pick<EnrollmentsTransaction, 'enrollments' | 'say'>,
  {
    courseId,
    userId,
    now,
  }: { readonly courseId: string; readonly userId: string | null; readonly now: Date },
): Promise<readonly EnrollmentRecord[]> {
  await transaction.enrollments.lockActiveEnrollments(courseId, userId)
  const changed = await transaction.enrollments.recountProgress(courseId, userId, now)
  for (const enrollment of changed) {
    if (enrollment.status === EnrollmentStatus.COMPLETED) {
      await transaction.say(enrollmentEvent('enrollment.completed', enrollment))
    }
  }
  return changed
}
