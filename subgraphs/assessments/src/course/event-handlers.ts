import type { DomainEvent, EventHandlers } from '@lyceum/events'

import type { AssessmentsTransaction } from '../services.ts'
import type { Tx } from '../transaction.repository.ts'

interface HandlerOptions {
  open(tx: Tx, requestId: string | null): AssessmentsTransaction
}

type CourseEvent = DomainEvent<`course.${'updated' | 'published' | 'unpublished' | 'deleted'}`>
type EnrollmentEvent = DomainEvent<`enrollment.${'created' | 'activated' | 'completed' | 'cancelled'}`>

/** Keeps what other subgraphs say as far as assessments depend on it. */
export function createEventHandlers({ open }: HandlerOptions): EventHandlers<'assessments', Tx> {
  async function saveCourse(tx: Tx, event: CourseEvent): Promise<void> {
    const status = event.type === 'course.deleted' ? 'DELETED' : event.payload.status
    await open(tx, event.requestId).courses.saveCourse(event.payload, status, event.aggregateVersion)
  }

  async function saveEnrollment(tx: Tx, event: EnrollmentEvent): Promise<void> {
    await open(tx, event.requestId).courses.saveEnrollment(event.payload, event.aggregateVersion)
  }

  return {
    'course.updated': saveCourse,
    'course.published': saveCourse,
    'course.unpublished': saveCourse,
    'course.deleted': saveCourse,
    async 'module.changed'(tx, event) {
      await open(tx, event.requestId).courses.saveModule(event.payload, event.aggregateVersion)
    },
    'enrollment.created': saveEnrollment,
    'enrollment.activated': saveEnrollment,
    'enrollment.completed': saveEnrollment,
    'enrollment.cancelled': saveEnrollment,
    async 'media.ready'(tx, event) {
      await open(tx, event.requestId).mediaAssets.saveAsset(event)
    },
  }
}
