import { createLoader, readContext } from '@lyceum/kit'
import type { ContextOptions, Loader, RequestHeaders, SubgraphContext } from '@lyceum/kit'

import type { NotificationRecord } from './notification/notification.ts'
import { streamNotifications } from './notification/stream-notifications.ts'
import type { NotificationsServices } from './services.ts'

export interface NotificationsContext extends SubgraphContext {
  /** Only the viewer's own; anybody else's are null. */
  readonly notifications: Loader<string, NotificationRecord | null>
  streamNotifications(after: string | null): Promise<AsyncIterableIterator<NotificationRecord>>
}

/** One per request: who asks, and loaders that live as long as the request. */
export async function createNotificationsContext(
  headers: RequestHeaders,
  options: ContextOptions & { readonly services: NotificationsServices },
): Promise<NotificationsContext> {
  const { services } = options
  const base = await readContext(headers, options)
  const context: NotificationsContext = {
    ...base,
    notifications: createLoader(
      async (ids) => {
        const found = await services.notifications.findNotificationsByIds(ids)
        return found.filter(({ userId }) => userId === base.viewer?.id)
      },
      ({ id }) => id,
    ),
    streamNotifications: (after) => streamNotifications(services, context, after),
  }
  return context
}
