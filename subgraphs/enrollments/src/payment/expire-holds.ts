import type { EnrollmentsServices } from '../services.ts'
import { endEnrollment } from './end-enrollment.ts'

const batchSize = 100

/** Frees the seats of those who did not pay in time. A payment that arrives later takes a seat again, or goes back. */
export async function expireHolds(
  services: Pick<EnrollmentsServices, 'clock' | 'enrollments' | 'inTransaction'>,
  holdMilliseconds: number,
): Promise<void> {
  const now = services.clock.now()
  const since = new Date(now.getTime() - holdMilliseconds)
  const waiting = await services.enrollments.listWaitingSince(since, batchSize)
  for (const { id: enrollmentId, courseId } of waiting) {
    await services.inTransaction({ requestId: null }, (transaction) =>
      endEnrollment(transaction, { enrollmentId, courseId }, { reason: 'HOLD_EXPIRED', now }),
    )
  }
}
