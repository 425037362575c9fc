import type { LiveBus } from '@lyceum/events'
import type { Clock } from '@lyceum/ports/clock'

import type { NotificationRepository } from './notification/notification.repository.ts'

/** What the use-cases work with. */
export interface NotificationsServices {
  readonly notifications: NotificationRepository
  readonly live: LiveBus
  readonly clock: Clock
  /** How often a silent feed is read anyway. */
  readonly pollMilliseconds: number
}
