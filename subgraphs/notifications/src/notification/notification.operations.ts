import { ConnectionArguments, UserError, connectionOf } from '@lyceum/kit'
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { Notification } from './notification.type.ts'

@ObjectType('NotificationConnection', {
  description: 'A page of notifications, newest first.',
  simpleResolvers: true,
})
export class NotificationConnection extends connectionOf(Notification, 'Notification') {}

@ArgsType()
export class NotificationsArguments extends ConnectionArguments {
  @Field(() => Boolean, { defaultValue: false, description: 'Only those that were not read.' })
  unreadOnly!: boolean
}

@InputType({ description: 'Which notifications were read.' })
export class MarkNotificationsReadInput {
  @Field(() => [ID], { nullable: true, description: 'These; at most 100.' })
  notificationIds?: string[] | null

  @Field(() => String, { nullable: true, description: 'Or every one up to this cursor.' })
  upTo?: string | null
}

@ObjectType('MarkNotificationsReadPayload', { description: 'What is left unread.' })
export class MarkNotificationsReadPayload {
  @Field(() => Int, { nullable: true, description: 'How many are still unread.' })
  unreadCount?: number

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
