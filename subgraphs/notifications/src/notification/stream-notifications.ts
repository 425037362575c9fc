import { setTimeout as pause } from 'node:timers/promises'

import { requireSignedIn } from '@lyceum/kit'

import type { NotificationsContext } from '../context.ts'
import type { NotificationsServices } from '../services.ts'
import { notificationChannel } from './notification-channel.ts'
import { readNotificationCursor } from './notification-cursor.ts'
import type { NotificationRecord } from './notification.ts'

const pageSize = 100

/**
 * The viewer's notifications after a cursor (or from now on), each once and in order, for ever. The rows are the truth; a live
 * message only says that there is something to read, and a slow poll makes up for one that was lost.
 */
export async function streamNotifications(
  services: NotificationsServices,
  context: NotificationsContext,
  after: string | null,
): Promise<AsyncIterableIterator<NotificationRecord>> {
  const { id: userId } = requireSignedIn(context.viewer)
  const cursor = after === null ? null : readNotificationCursor(after, 'after')

  const live = services.live.subscribe(notificationChannel(userId))
  let last: bigint
  try {
    // Listening comes before reading, or what is committed in between would be missed.
    await live.ready
    last = cursor ?? (await services.notifications.findLastSequence(userId))
  } catch (error) {
    await live.return()
    throw error
  }
  let page: NotificationRecord[] = []
  let wakeUp = live.next()
  let isOver = false

  async function next(): Promise<IteratorResult<NotificationRecord, undefined>> {
    while (!isOver) {
      if (page.length === 0)
        page = await services.notifications.listNotificationsAfter(userId, last, pageSize)
      const notification = page.shift()
      if (notification !== undefined) {
        last = notification.sequence
        return { done: false, value: notification }
      }
      await waitForMore()
    }
    return { done: true, value: undefined }
  }

  async function waitForMore(): Promise<void> {
    const polled = new AbortController()
    const woken = await Promise.race([
      wakeUp,
      pause(services.pollMilliseconds, null, { signal: polled.signal, ref: false }).catch(() => null),
    ])
    polled.abort()
    if (woken === null) return
    if (woken.done === true) isOver = true
    else wakeUp = live.next()
  }

  const stream: AsyncIterableIterator<NotificationRecord, undefined> = {
    next,
    async return() {
      isOver = true
      await live.return()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => stream,
  }
  return stream
}
