import type { DomainEvent, EventHandlers } from '@lyceum/events'

import { RevocationKind } from '../certificate/certificate.ts'
import { issueIfEarned } from '../certificate/issue-certificate.ts'
import { revokeIfMissed, showNewScore } from '../certificate/regrade-certificate.ts'
import { revoke } from '../certificate/revoke-certificate.ts'
import type { CertificatesTransaction } from '../services.ts'
import type { Tx } from '../transaction.repository.ts'

interface HandlerOptions {
  open(tx: Tx, requestId: string | null): CertificatesTransaction
}

type CourseEvent = DomainEvent<`course.${'updated' | 'published' | 'unpublished' | 'deleted'}`>
type UserEvent = DomainEvent<'user.registered' | 'user.updated'>

/**
 * Keeps what other subgraphs say as far as certificates depend on it, and issues what is earned by it, in the transaction that
 * marks the event as seen. Events may come in any order: whichever brings the last missing piece issues.
 */
export function createEventHandlers({ open }: HandlerOptions): EventHandlers<'certificates', Tx> {
  async function saveUser(tx: Tx, event: UserEvent): Promise<void> {
    const transaction = open(tx, event.requestId)
    const { userId, displayName, username } = event.payload
    await transaction.evidence.lockPerson(userId)
    await transaction.learners.saveLearner(userId, displayName || username, event.aggregateVersion)
    for (const learner of await transaction.evidence.listWaiting({ userId })) {
      await transaction.evidence.lockLearner(learner)
      await issueIfEarned(transaction, learner)
    }
  }

  async function saveCourse(tx: Tx, event: CourseEvent): Promise<void> {
    const transaction = open(tx, event.requestId)
    const { courseId, title, instructorIds } = event.payload
    const status = event.type === 'course.deleted' ? 'DELETED' : event.payload.status
    await transaction.evidence.lockCourse(courseId)
    const [known] = await transaction.courses.findCoursesByIds([courseId])
    await transaction.courses.saveCourse(
      { id: courseId, title, status, instructorIds },
      event.aggregateVersion,
    )
    if (known === undefined) await issueWaiting(transaction, courseId)
  }

  async function saveProgram(
    tx: Tx,
    event: DomainEvent<'program.updated' | 'program.deleted'>,
  ): Promise<void> {
    const { programs } = open(tx, event.requestId)
    const { programId: id, courseIds } = event.payload
    await programs.saveProgram(
      { id, courseIds, isDeleted: event.type === 'program.deleted' },
      event.aggregateVersion,
    )
  }

  async function saveCompletion(
    tx: Tx,
    event: DomainEvent<'enrollment.completed' | 'enrollment.cancelled'>,
  ): Promise<void> {
    const transaction = open(tx, event.requestId)
    const { enrollmentId, userId, courseId } = event.payload
    await transaction.evidence.lockLearner({ userId, courseId })
    await transaction.evidence.saveCompletion({
      enrollmentId,
      userId,
      courseId,
      isCompleted: event.type === 'enrollment.completed',
      changedAt: new Date(event.occurredAt),
      version: event.aggregateVersion,
    })
    await issueIfEarned(transaction, { userId, courseId })
  }

  async function saveAssessment(
    tx: Tx,
    event: DomainEvent<'assessment.published' | 'assessment.removed'>,
  ): Promise<void> {
    const transaction = open(tx, event.requestId)
    const { assessmentId: id, courseId } = event.payload
    const isRemoved = event.type === 'assessment.removed'
    const isRequired = event.type === 'assessment.published' && event.payload.isRequired
    await transaction.evidence.lockCourse(courseId)
    await transaction.evidence.saveAssessment({
      id,
      courseId,
      isRequired,
      isRemoved,
      version: event.aggregateVersion,
    })
    await issueWaiting(transaction, courseId)
  }

  return {
    'user.registered': saveUser,
    'user.updated': saveUser,
    'course.updated': saveCourse,
    'course.published': saveCourse,
    'course.unpublished': saveCourse,
    'course.deleted': saveCourse,
    'program.updated': saveProgram,
    'program.deleted': saveProgram,
    'enrollment.completed': saveCompletion,
    'enrollment.cancelled': saveCompletion,
    'assessment.published': saveAssessment,
    'assessment.removed': saveAssessment,
    async 'attempt.graded'(tx, event) {
      const transaction = open(tx, event.requestId)
      const { attemptId: id, assessmentId, userId, courseId, isPassed } = event.payload
      const learner = { userId, courseId }
      await transaction.evidence.lockLearner(learner)
      const version = event.aggregateVersion
      const saved = await transaction.evidence.saveAttempt({ id, assessmentId, userId, isPassed, version })
      if (saved.isPassLost) await revokeIfMissed(transaction, learner, assessmentId)
      await issueIfEarned(transaction, learner)
    },
    async 'course_grade.changed'(tx, event) {
      const transaction = open(tx, event.requestId)
      const { userId, courseId, totalPercent } = event.payload
      const learner = { userId, courseId }
      await transaction.evidence.lockLearner(learner)
      await transaction.evidence.saveGrade(learner, totalPercent, event.aggregateVersion)
      await showNewScore(transaction, learner)
    },
    async 'payment.refunded'(tx, event) {
      const transaction = open(tx, event.requestId)
      const { userId, items, refundId } = event.payload
      const ordered = items.toSorted((a, b) => (a.courseId < b.courseId ? -1 : 1))
      for (const { courseId, enrollmentId } of ordered) {
        await transaction.evidence.lockLearner({ userId, courseId })
        await transaction.evidence.saveRefund(enrollmentId)
        const certificate = await transaction.certificates.lock({ userId, courseId })
        if (certificate?.enrollmentId !== enrollmentId) continue
        const at = transaction.clock.now()
        const reason = `Refund ${refundId}`
        await revoke(transaction, certificate, { kind: RevocationKind.REFUND, reason, by: null, at })
      }
    },
  }
}

async function issueWaiting(transaction: CertificatesTransaction, courseId: string): Promise<void> {
  for (const learner of await transaction.evidence.listWaiting({ courseId })) {
    await issueIfEarned(transaction, learner)
  }
}
