import { requireSignedIn, toConnection, toPayload } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql'
import type { SubscribeResolverData } from 'type-graphql'

import type { NotificationsContext } from '../context.ts'
import type { NotificationsServices } from '../services.ts'
import { markNotificationsRead } from './mark-notifications-read.ts'
import { toNotificationCursor, toNotificationPage } from './notification-cursor.ts'
import {
  MarkNotificationsReadInput,
  MarkNotificationsReadPayload,
  NotificationConnection,
  NotificationsArguments,
} from './notification.operations.ts'
import type { NotificationRecord } from './notification.ts'
import { Notification, NotificationSubject, toSubject } from './notification.type.ts'

type Subscribing = SubscribeResolverData<unknown, { readonly after?: string | null }, NotificationsContext>

@Resolver(() => Notification)
export class NotificationResolver {
  constructor(private readonly services: NotificationsServices) {}

  @Query(() => NotificationConnection, { description: "The viewer's notifications, newest first." })
  async notifications(
    @Args(() => NotificationsArguments) args: NotificationsArguments,
    @Ctx() context: NotificationsContext,
  ): Promise<Connection<NotificationRecord>> {
    const viewer = requireSignedIn(context.viewer)
    const request = toNotificationPage(args)
    const rows = await this.services.notifications.listNotifications(viewer.id, request, args)
    return toConnection(rows, request, ({ sequence }) => [String(sequence)])
  }

  @Query(() => Int, { description: 'How many notifications the viewer has not read.' })
  async unreadNotificationCount(@Ctx() context: NotificationsContext): Promise<number> {
    return await this.services.notifications.countUnread(requireSignedIn(context.viewer).id)
  }

  @Query(() => String, {
    description:
      'Where the feed of the viewer stands: read it, subscribe with it as `after`, and nothing is missed in between.',
  })
  async notificationCursor(@Ctx() context: NotificationsContext): Promise<string> {
    const viewer = requireSignedIn(context.viewer)
    return toNotificationCursor(await this.services.notifications.findLastSequence(viewer.id))
  }

  @Mutation(() => MarkNotificationsReadPayload, { description: 'Marks notifications of the viewer as read.' })
  async markNotificationsRead(
    @Arg('input', () => MarkNotificationsReadInput, { description: 'Which.' })
    input: MarkNotificationsReadInput,
    @Ctx() context: NotificationsContext,
  ) {
    return toPayload(await markNotificationsRead(this.services, context, input))
  }

  @Subscription(() => Notification, {
    description:
      "The viewer's notifications: those after the cursor at once, then each as it comes; none is missed or doubled.",
    subscribe: ({ args, context }: Subscribing) => context.streamNotifications(args.after ?? null),
  })
  notificationReceived(
    @Root() notification: NotificationRecord,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The `cursor` of the last notification received; left out, only new ones come.',
    })
    _after: string | null,
  ): NotificationRecord {
    return notification
  }

  @FieldResolver(() => String, {
    description: 'Its place in the feed; pass it as `after` to go on from here.',
  })
  cursor(@Root() notification: NotificationRecord): string {
    return toNotificationCursor(notification.sequence)
  }

  @FieldResolver(() => NotificationSubject, { nullable: true, description: 'What it points at.' })
  subject(@Root() notification: NotificationRecord): object | null {
    return notification.subject && toSubject(notification.subject)
  }
}
