import {
  BasicUserError,
  ForbiddenError,
  NotFoundError,
  UserErrorCode,
  fail,
  isAdministrator,
  isId,
  requireSignedIn,
  succeed,
} from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { untilFound } from '@lyceum/events'

import type { EnrollmentsContext } from '../context.ts'
import type { CourseRecord } from '../course/course.ts'
import { requirePerson } from '../person/require-person.ts'
import { updateProgress } from '../progress/update-progress.ts'
import type { EnrollmentsServices, EnrollmentsTransaction } from '../services.ts'
import { AlreadyEnrolledError, PrerequisitesNotMetError } from './enrollment.errors.ts'
import { enrollmentEvent } from './enrollment.events.ts'
import { canEnroll } from './enrollment.policy.ts'
import { EnrollmentStatus } from './enrollment.ts'
import type { EnrollmentRecord } from './enrollment.ts'

export interface NewEnrollment {
  readonly userId: string
  readonly courseId: string
}

/**
 * Enrols a person: at once in a free course, awaiting payment in a paid one. Whoever counts the course's seats holds its row,
 * so of any number of requests at once no more succeed than there are seats.
 */
export async function createEnrollment(
  services: EnrollmentsServices,
  context: EnrollmentsContext,
  { userId, courseId }: NewEnrollment,
): Promise<Outcome<{ enrollment: EnrollmentRecord }>> {
  const viewer = requireSignedIn(context.viewer)
  if (!canEnroll(viewer, userId)) throw new ForbiddenError()
  if (!isId(courseId)) throw new NotFoundError('Course', courseId)
  await requirePerson(services.people, viewer, userId)
  // A course that was published a moment ago may not have been heard of yet.
  await untilFound(async () => {
    const [known] = await services.courses.findCoursesByIds([courseId])
    return known?.status === 'PUBLISHED' ? known : null
  })
  return await services.inTransaction(context, async (transaction) => {
    const course = await transaction.courses.lockCourse(courseId)
    if (course === null || isHidden(course)) throw new NotFoundError('Course', courseId)
    const refusal = await findRefusal(transaction, course, userId)
    if (refusal !== null) return fail(refusal)
    const enrollment = await takeSeat(transaction, course, { userId, now: services.clock.now() })
    return succeed({ enrollment })
  })

  function isHidden({ status, instructorIds }: CourseRecord): boolean {
    const canSeeDrafts = isAdministrator(viewer) || instructorIds.includes(viewer.id)
    return status === 'DELETED' || (status === 'DRAFT' && !canSeeDrafts)
  }
}

async function findRefusal(
  { enrollments }: EnrollmentsTransaction,
  course: CourseRecord,
  userId: string,
): Promise<AlreadyEnrolledError | BasicUserError | PrerequisitesNotMetError | null> {
  if (course.status !== 'PUBLISHED') {
    return new BasicUserError(UserErrorCode.COURSE_NOT_PUBLISHED, 'The course is not open', ['courseId'])
  }
  const open = await enrollments.listOpenEnrollments(userId, [course.id, ...course.prerequisiteIds])
  const existing = open.find(({ courseId }) => courseId === course.id)
  if (existing !== undefined) return new AlreadyEnrolledError(existing)
  const completed = new Set(
    open.filter(({ status }) => status === EnrollmentStatus.COMPLETED).map(({ courseId }) => courseId),
  )
  const missing = course.prerequisiteIds.filter((id) => !completed.has(id))
  if (missing.length > 0) return new PrerequisitesNotMetError(missing)
  if (course.capacity !== null && course.seatsTaken >= course.capacity) {
    return new BasicUserError(UserErrorCode.COURSE_FULL, 'Every seat is taken', ['courseId'])
  }
  return null
}

async function takeSeat(
  transaction: EnrollmentsTransaction,
  course: CourseRecord,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<EnrollmentRecord> {
  const { enrollments, courses, say } = transaction
  await courses.changeSeatsTaken(course.id, 1)
  const created = await enrollments.insertEnrollment({
    userId,
    courseId: course.id,
    status: course.isFree ? EnrollmentStatus.ACTIVE : EnrollmentStatus.PENDING_PAYMENT,
    activatedAt: course.isFree ? now : null,
  })
  await say(enrollmentEvent('enrollment.created', created))
  if (!course.isFree) return created
  await say(enrollmentEvent('enrollment.activated', created))
  // Lectures that were done in an earlier enrolment still count.
  const [counted] = await updateProgress(transaction, { courseId: course.id, userId, now })
  return counted ?? created
}
