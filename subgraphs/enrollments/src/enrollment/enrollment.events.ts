import type { NewEvent } from '@lyceum/events'

import type { EnrollmentRecord } from './enrollment.ts'

type EnrollmentEventType = `enrollment.${'created' | 'activated' | 'completed' | 'cancelled'}`

/** The state of an enrolment that other subgraphs may keep. */
export function enrollmentEvent(type: EnrollmentEventType, enrollment: EnrollmentRecord): NewEvent {
  const { id: enrollmentId, userId, courseId, status, progressPercent, version } = enrollment
  return {
    type,
    aggregateId: enrollmentId,
    aggregateVersion: Number(version),
    payload: { enrollmentId, userId, courseId, status, progressPercent },
  }
}
