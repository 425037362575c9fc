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
}

/** Turns what other subgraphs say into notifications, in the transaction that marks the event as seen. */
export function createEventHandlers(live: LiveBus): EventHandlers<'notifications', Tx> {
  async function notify(
    tx: Tx,
    to: readonly string[],
    message: Message & { eventId: string },
  ): Promise<AfterCommit> {
    const { type, subject, detail = null, eventId } = message
    const deliveries = await createNotificationRepository(tx).insertNotifications(to, {
      type,
      subject,
      detail,
      eventId,
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
  }
}
