import type { AfterCommit, DomainEvent, EventHandlers, LiveBus } from '@lyceum/events'

import { notificationChannel } from '../notification/notification-channel.ts'
import { createNotificationRepository } from '../notification/notification.repository.ts'
import { NotificationType } from '../notification/notification.ts'
import type { NotificationRecord } from '../notification/notification.ts'
import { createAudienceRepository } from './audience.repository.ts'
import type { Tx } from './audience.repository.ts'

interface Message {
  readonly type: NotificationType
  readonly subject: NotificationRecord['subject']
  readonly detail?: string
  readonly isOnce?: boolean
}

/** Turns what other subgraphs say into notifications, in the transaction that marks the event as seen. */
export function createEventHandlers(live: LiveBus): EventHandlers<'notifications', Tx> {
  async function notify(
    tx: Tx,
    to: readonly string[],
    message: Message & { eventId: string },
  ): Promise<AfterCommit> {
    const { type, subject, detail = null, eventId, isOnce = false } = message
    const deliveries = await createNotificationRepository(tx).insertNotifications(to, {
      type,
      subject,
      detail,
      eventId,
      isOnce,
    })
    return async () => {
      for (const { userId, sequence } of deliveries) {
        await live.publish(notificationChannel(userId), { sequence: String(sequence) })
      }
    }
  }

  async function saveEnrollee(
    tx: Tx,
    event: DomainEvent<`enrollment.${'created' | 'activated' | 'completed' | 'cancelled'}`>,
  ) {
    await createAudienceRepository(tx).saveEnrollee(event.payload, event.aggregateVersion)
  }

  return {
    async 'course.published'(tx, { id: eventId, payload: { courseId, instructorIds } }) {
      const audience = await createAudienceRepository(tx).listCourseAudience(courseId, instructorIds)
      return await notify(tx, audience, {
        type: NotificationType.COURSE_PUBLISHED,
        subject: { type: 'Course', id: courseId },
        eventId,
      })
    },
    async 'enrollment.activated'(tx, event) {
      await saveEnrollee(tx, event)
      const { enrollmentId, userId } = event.payload
      return await notify(tx, [userId], {
        type: NotificationType.ENROLLMENT_ACTIVATED,
        subject: { type: 'Enrollment', id: enrollmentId },
        eventId: event.id,
      })
    },
    async 'enrollment.completed'(tx, event) {
      await saveEnrollee(tx, event)
      const { courseId, userId } = event.payload
      return await notify(tx, [userId], {
        type: NotificationType.COURSE_COMPLETED,
        subject: { type: 'Course', id: courseId },
        eventId: event.id,
      })
    },
    async 'media.ready'(tx, { id: eventId, payload: { assetId, ownerId } }) {
      const subject = { type: 'MediaAsset', id: assetId } as const
      return await notify(tx, [ownerId], { type: NotificationType.MEDIA_READY, subject, eventId })
    },
    async 'media.failed'(tx, { id: eventId, payload: { assetId, ownerId, message } }) {
      const subject = { type: 'MediaAsset', id: assetId } as const
      return await notify(tx, [ownerId], {
        type: NotificationType.MEDIA_FAILED,
        subject,
        detail: message,
        eventId,
      })
    },
    async 'user.role_granted'(tx, { id: eventId, payload: { userId, role } }) {
      return await notify(tx, [userId], {
        type: NotificationType.ROLE_GRANTED,
        subject: null,
        detail: role,
        eventId,
      })
    },
    async 'follow.changed'(tx, { payload, aggregateVersion }) {
      await createAudienceRepository(tx).saveFollower(payload, aggregateVersion)
    },
    'enrollment.created': saveEnrollee,
    'enrollment.cancelled': saveEnrollee,
    async 'assessment.published'(tx, { id: eventId, payload: { assessmentId, courseId } }) {
      // Said again at every change; the first time is the news.
      const subject = { type: 'Assessment', id: assessmentId } as const
      const message = { type: NotificationType.ASSESSMENT_PUBLISHED, subject, eventId, isOnce: true }
      return await notify(tx, await createAudienceRepository(tx).listLearners(courseId), message)
    },
    async 'assessment.due_soon'(tx, { id: eventId, payload: { assessmentId, courseId } }) {
      const subject = { type: 'Assessment', id: assessmentId } as const
      const message = { type: NotificationType.ASSESSMENT_DUE_SOON, subject, eventId }
      return await notify(tx, await createAudienceRepository(tx).listLearners(courseId), message)
    },
    async 'attempt.graded'(tx, { id: eventId, payload: { assessmentId, userId, scorePercent } }) {
      const subject = { type: 'Assessment', id: assessmentId } as const
      const message = { type: NotificationType.ASSESSMENT_GRADED, subject, detail: scorePercent, eventId }
      return await notify(tx, [userId], message)
    },
    async 'payment.succeeded'(tx, { id: eventId, payload: { orderId, userId } }) {
      const subject = { type: 'Order', id: orderId } as const
      return await notify(tx, [userId], { type: NotificationType.PAYMENT_SUCCEEDED, subject, eventId })
    },
    async 'payment.failed'(tx, { id: eventId, payload: { orderId, userId, reason } }) {
      const subject = { type: 'Order', id: orderId } as const
      return await notify(tx, [userId], {
        type: NotificationType.PAYMENT_FAILED,
        subject,
        detail: reason,
        eventId,
      })
    },
    async 'payment.refunded'(tx, { id: eventId, payload: { orderId, userId } }) {
      const subject = { type: 'Order', id: orderId } as const
      return await notify(tx, [userId], { type: NotificationType.PAYMENT_REFUNDED, subject, eventId })
    },
    async 'certificate.issued'(tx, { id: eventId, payload: { certificateId, userId } }) {
      const subject = { type: 'Certificate', id: certificateId } as const
      return await notify(tx, [userId], { type: NotificationType.CERTIFICATE_ISSUED, subject, eventId })
    },
    async 'certificate.revoked'(tx, { id: eventId, payload: { certificateId, userId, reason } }) {
      const subject = { type: 'Certificate', id: certificateId } as const
      return await notify(tx, [userId], {
        type: NotificationType.CERTIFICATE_REVOKED,
        subject,
        detail: reason,
        eventId,
      })
    },
  }
}
