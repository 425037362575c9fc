import { checkInput, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { NotificationsContext } from '../context.ts'
import type { NotificationsServices } from '../services.ts'
import { readNotificationCursor } from './notification-cursor.ts'

const inputSchema = z
  .object({ notificationIds: z.array(z.string()).max(100).nullish(), upTo: z.string().nullish() })
  .refine(({ notificationIds, upTo }) => (notificationIds == null) !== (upTo == null), {
    message: 'Give either notificationIds or upTo',
  })

/** Marks the viewer's own notifications as read; others' ids have no effect. */
export async function markNotificationsRead(
  services: NotificationsServices,
  context: NotificationsContext,
  input: unknown,
): Promise<Outcome<{ unreadCount: number }>> {
  const viewer = requireSignedIn(context.viewer)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { notificationIds, upTo } = checked.value
  const now = services.clock.now()
  if (upTo == null) {
    await services.notifications.markRead(viewer.id, notificationIds ?? [], now)
  } else {
    await services.notifications.markReadUpTo(viewer.id, readNotificationCursor(upTo, 'upTo'), now)
  }
  return succeed({ unreadCount: await services.notifications.countUnread(viewer.id) })
}
