import type { DomainEvent, EventHandlers } from '@lyceum/events'
import type { Clock } from '@lyceum/ports/clock'

import { enrollmentEvent } from '../enrollment/enrollment.events.ts'
import { activateEnrollment } from '../payment/activate-enrollment.ts'
import { endEnrollment } from '../payment/end-enrollment.ts'
import { createReportCardHandlers } from '../report-card/event-handlers.ts'
import type { EnrollmentsTransaction } from '../services.ts'
import type { Tx } from '../transaction.repository.ts'
import { updateProgress } from './update-progress.ts'

interface HandlerOptions {
  readonly clock: Clock
  open(tx: Tx, requestId: string | null): EnrollmentsTransaction
}

type UserEvent = DomainEvent<'user.registered' | 'user.updated'>
type CourseEvent = DomainEvent<`course.${'updated' | 'published' | 'unpublished' | 'deleted'}`>

/** Keeps what other subgraphs say as far as enrolments depend on it, in the transaction that marks the event as seen. */
export function createEventHandlers({ clock, open }: HandlerOptions): EventHandlers<'enrollments', Tx> {
  async function savePerson(tx: Tx, { requestId, payload, aggregateVersion }: UserEvent): Promise<void> {
    await open(tx, requestId).people.savePerson(payload.userId, aggregateVersion)
  }

  async function saveCourse(tx: Tx, event: CourseEvent): Promise<void> {
    const { courses } = open(tx, event.requestId)
    await courses.saveCourse(event.payload, event.payload.status, event.aggregateVersion)
  }

  async function saveLecture(
    tx: Tx,
    event: DomainEvent<'lecture.published' | 'lecture.removed'>,
  ): Promise<void> {
    const transaction = open(tx, event.requestId)
    const { lectureId: id, courseId } = event.payload
    const isRemoved = event.type === 'lecture.removed'
    await transaction.courses.lockCourse(courseId)
    await transaction.lectures.saveLecture({ id, courseId, isRemoved, version: event.aggregateVersion })
    await updateProgress(transaction, { courseId, userId: null, now: clock.now() })
  }

  return {
    ...createReportCardHandlers(open),
    'user.registered': savePerson,
    'user.updated': savePerson,
    'course.updated': saveCourse,
    'course.published': saveCourse,
    'course.unpublished': saveCourse,
    async 'course.deleted'(tx, event) {
      const { courses, enrollments, say } = open(tx, event.requestId)
      const { courseId } = event.payload
      await courses.saveCourse(event.payload, 'DELETED', event.aggregateVersion)
      await courses.lockCourse(courseId)
      const cancelled = await enrollments.cancelEnrollmentsOfCourse(courseId, clock.now())
      await courses.changeSeatsTaken(courseId, -cancelled.length)
      for (const enrollment of cancelled) await say(enrollmentEvent('enrollment.cancelled', enrollment))
    },
    'lecture.published': saveLecture,
    'lecture.removed': saveLecture,
    async 'lecture.completed'(tx, event) {
      const transaction = open(tx, event.requestId)
      const { courseId, lectureId, userId, completedAt } = event.payload
      // An enrolment that is being made right now either sees this completion or is seen by the count.
      await transaction.courses.lockCourse(courseId)
      await transaction.lectures.saveCompletion(userId, lectureId, new Date(completedAt))
      await updateProgress(transaction, { courseId, userId, now: clock.now() })
    },
    async 'payment.succeeded'(tx, event) {
      const transaction = open(tx, event.requestId)
      const { orderId, userId } = event.payload
      for (const item of sortByCourse(event.payload.items)) {
        await activateEnrollment(transaction, { ...item, orderId, userId }, clock.now())
      }
    },
    async 'payment.refunded'(tx, event) {
      const transaction = open(tx, event.requestId)
      for (const item of sortByCourse(event.payload.items)) {
        await endEnrollment(transaction, item, { reason: 'REFUNDED', now: clock.now() })
      }
    },
  }
}

/** Rows of courses are locked in one order everywhere, so that two events never wait for each other. */
function sortByCourse<T extends { readonly courseId: string }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => a.courseId.localeCompare(b.courseId))
}
