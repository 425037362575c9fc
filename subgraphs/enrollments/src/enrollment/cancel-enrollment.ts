import { BasicUserError, NotFoundError, UserErrorCode, fail, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { EnrollmentsContext } from '../context.ts'
import type { EnrollmentsServices } from '../services.ts'
import { enrollmentEvent } from './enrollment.events.ts'
import { canCancel } from './enrollment.policy.ts'
import { EnrollmentStatus } from './enrollment.ts'
import type { EnrollmentRecord } from './enrollment.ts'

/** Ends an enrolment and frees its seat; ending it twice is once. A completed one stays. */
export async function cancelEnrollment(
  services: EnrollmentsServices,
  context: EnrollmentsContext,
  { enrollmentId }: { readonly enrollmentId: string },
): Promise<Outcome<{ enrollment: EnrollmentRecord }>> {
  const viewer = requireSignedIn(context.viewer)
  return await services.inTransaction(context, async ({ enrollments, courses, say }) => {
    const [known] = await enrollments.findEnrollmentsByIds([enrollmentId])
    if (known === undefined || !canCancel(viewer, known)) throw new NotFoundError('Enrollment', enrollmentId)
    await courses.lockCourse(known.courseId)
    const cancelled = await enrollments.cancelEnrollment(enrollmentId, services.clock.now())
    if (cancelled !== null) {
      await courses.changeSeatsTaken(cancelled.courseId, -1)
      await say(enrollmentEvent('enrollment.cancelled', cancelled))
      return succeed({ enrollment: cancelled })
    }
    const [current = known] = await enrollments.findEnrollmentsByIds([enrollmentId])
    if (current.status === EnrollmentStatus.CANCELLED) return succeed({ enrollment: current })
    return fail(
      new BasicUserError(UserErrorCode.ENROLLMENT_NOT_ACTIVE, 'A completed enrolment stays', [
        'input',
        'enrollmentId',
      ]),
    )
  })
}
