import type { EventHandler } from '@lyceum/events'

import type { EnrollmentsTransaction } from '../services.ts'
import type { Tx } from '../transaction.repository.ts'

/** Keeps what report cards show of what the assessments subgraph says. */
export function createReportCardHandlers(
  open: (tx: Tx, requestId: string | null) => EnrollmentsTransaction,
): {
  readonly [Type in 'assessment.removed' | 'attempt.graded' | 'course_grade.changed']: EventHandler<Type, Tx>
} {
  return {
    'assessment.removed': (tx, { requestId, payload }) =>
      open(tx, requestId).reportCards.removeAssessment(payload.assessmentId),
    'attempt.graded': (tx, { requestId, payload, aggregateVersion }) =>
      open(tx, requestId).reportCards.saveResult(payload, aggregateVersion),
    'course_grade.changed': (tx, { requestId, payload, aggregateVersion }) =>
      open(tx, requestId).reportCards.saveGrade(payload, aggregateVersion),
  }
}
