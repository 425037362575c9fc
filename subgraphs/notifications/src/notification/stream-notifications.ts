import { openRowStream, requireSignedIn } from '@lyceum/kit'

import type { NotificationsContext } from '../context.ts'
import type { NotificationsServices } from '../services.ts'
import { notificationChannel } from './notification-channel.ts'
import { readNotificationCursor } from './notification-cursor.ts'
import type { NotificationRecord } from './notification.ts'

const pageSize = 100

/** The viewer's notifications after a cursor (or from now on), each once and in order, for ever. */
export async function streamNotifications(
  services: NotificationsServices,
  context: NotificationsContext,
  after: string | null,
): Promise<AsyncIterableIterator<NotificationRecord>> {
  const { live, notifications, pollMilliseconds } = services
  const { id: userId } = requireSignedIn(context.viewer)
  let last = after === null ? null : readNotificationCursor(after, 'after')
  let page: NotificationRecord[] = []

  return openRowStream<NotificationRecord>({
    listen: () => [live.subscribe(notificationChannel(userId))],
    async begin() {
      last ??= await notifications.findLastSequence(userId)
    },
    async read() {
      if (page.length === 0) page = await notifications.listNotificationsAfter(userId, last ?? 0n, pageSize)
      const notification = page.shift()
      if (notification === undefined) return 'wait'
      last = notification.sequence
      return notification
    },
    pollMilliseconds,
  })
}
