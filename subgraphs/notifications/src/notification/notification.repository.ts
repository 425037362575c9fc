import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import type { Notification, PrismaClient } from '@lyceum/prisma/notifications'

import type { NotificationRecord, NotificationType, SubjectType } from './notification.ts'

export interface NewNotification {
  readonly type: NotificationType
  readonly subject: NotificationRecord['subject']
  readonly detail: string | null
  /** The event that caused it: the same event never notifies a person twice. */
  readonly eventId: string
  /** Whether a person hears of this subject in this way only once, whatever events follow. @default false */
  readonly isOnce?: boolean
}

/** Who was notified, and the number it has among theirs. */
export interface Delivery {
  readonly userId: string
  readonly sequence: bigint
}

export type NotificationRepository = ReturnType<typeof createNotificationRepository>

export function createNotificationRepository(
  client: Pick<PrismaClient, 'notification' | 'notificationFeed' | '$queryRaw'>,
) {
  return {
    /**
     * Stores a notification for each person, numbered. The feed rows are locked in the order of their ids, so that two
     * transactions cannot wait for each other, and until commit, so that no number is seen before a smaller one.
     */
    async insertNotifications(
      userIds: readonly string[],
      notification: NewNotification,
    ): Promise<Delivery[]> {
      const { type, subject, detail, eventId, isOnce = false } = notification
      return await client.$queryRaw<Delivery[]>`
        WITH recipient AS (
          SELECT DISTINCT id FROM unnest(${userIds}::uuid[]) AS given (id)
          WHERE NOT EXISTS (
            SELECT FROM notifications.notification known WHERE known.event_id = ${eventId}::uuid AND known.user_id = given.id)
            AND NOT (${isOnce} AND EXISTS (
              SELECT FROM notifications.notification known
              WHERE known.subject_id = ${subject?.id ?? null} AND known.type = ${type} AND known.user_id = given.id))
          ORDER BY id
        ), feed AS (
          INSERT INTO notifications.notification_feed AS feed (user_id, last_sequence)
          SELECT id, 1 FROM recipient
          ON CONFLICT (user_id) DO UPDATE SET last_sequence = feed.last_sequence + 1
          RETURNING user_id, last_sequence
        )
        INSERT INTO notifications.notification (user_id, sequence, type, subject_type, subject_id, detail, event_id)
        SELECT user_id, last_sequence, ${type}, ${subject?.type ?? null}, ${subject?.id ?? null}, ${detail}, ${eventId}::uuid
        FROM feed
        RETURNING user_id AS "userId", sequence`
    },

    async findNotificationsByIds(ids: readonly string[]): Promise<NotificationRecord[]> {
      const rows = await client.notification.findMany({ where: { id: { in: ids.filter(isId) } } })
      return rows.map(toNotification)
    },

    /** Newest first. */
    async listNotifications(
      userId: string,
      request: PageRequest,
      { unreadOnly }: { readonly unreadOnly: boolean },
    ): Promise<NotificationRecord[]> {
      const [before] = request.after ?? []
      const rows = await client.notification.findMany({
        where: {
          userId,
          ...(before !== undefined && { sequence: { lt: BigInt(before) } }),
          ...(unreadOnly && { readAt: null }),
        },
        orderBy: { sequence: 'desc' },
        take: request.first + 1,
      })
      return rows.map(toNotification)
    },

    /** In order, from the first after a sequence. */
    async listNotificationsAfter(
      userId: string,
      sequence: bigint,
      limit: number,
    ): Promise<NotificationRecord[]> {
      const rows = await client.notification.findMany({
        where: { userId, sequence: { gt: sequence } },
        orderBy: { sequence: 'asc' },
        take: limit,
      })
      return rows.map(toNotification)
    },

    /** The number of a person's last notification; 0 when there is none. */
    async findLastSequence(userId: string): Promise<bigint> {
      const feed = await client.notificationFeed.findUnique({ where: { userId } })
      return feed?.lastSequence ?? 0n
    },

    async countUnread(userId: string): Promise<number> {
      return await client.notification.count({ where: { userId, readAt: null } })
    },

    async markRead(userId: string, ids: readonly string[], now: Date): Promise<void> {
      await client.notification.updateMany({
        where: { userId, id: { in: ids.filter(isId) }, readAt: null },
        data: { readAt: now },
      })
    },

    async markReadUpTo(userId: string, sequence: bigint, now: Date): Promise<void> {
      await client.notification.updateMany({
        where: { userId, sequence: { lte: sequence }, readAt: null },
        data: { readAt: now },
      })
    },
  }
}

function toNotification(row: Notification): NotificationRecord {
  const { id, userId, sequence, type, subjectType, subjectId, detail, createdAt, readAt } = row
  const subject =
    subjectType === null || subjectId === null ? null : { type: subjectType as SubjectType, id: subjectId }
  return { id, userId, sequence, type: type as NotificationType, subject, detail, createdAt, readAt }
}
